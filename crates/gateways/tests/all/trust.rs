//! Systems whose certificate nobody vouches for are told nothing.

use std::io::Read;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use okno_gateways::{Gateways, Settings};
use okno_requisites::TestClock;
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::ssl::{SslAcceptor, SslMethod};
use openssl::x509::extension::SubjectAlternativeName;
use openssl::x509::{X509, X509NameBuilder};

use super::{letter, passport};

/// A certificate for this machine that it has signed itself.
fn own_certificate() -> (X509, PKey<Private>) {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "localhost").unwrap();
    let name = name.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    let number = BigNum::from_u32(1).unwrap().to_asn1_integer().unwrap();
    builder.set_serial_number(&number).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder
        .set_not_before(&Asn1Time::days_from_now(0).unwrap())
        .unwrap();
    builder
        .set_not_after(&Asn1Time::days_from_now(2).unwrap())
        .unwrap();
    let names = SubjectAlternativeName::new()
        .dns("localhost")
        .build(&builder.x509v3_context(None, None))
        .unwrap();
    builder.append_extension(names).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    (builder.build(), key)
}

/// A server on this machine; what came through each handshake, nothing where there was none.
fn impostor() -> (u16, Receiver<Vec<u8>>) {
    let (certificate, key) = own_certificate();
    let mut acceptor = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls()).unwrap();
    acceptor.set_certificate(&certificate).unwrap();
    acceptor.set_private_key(&key).unwrap();
    let acceptor = acceptor.build();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, told) = channel();
    std::thread::spawn(move || {
        while let Ok((stream, _)) = listener.accept() {
            let mut came = vec![0; 4096];
            let read = acceptor.accept(stream).ok();
            let read = read.and_then(|mut stream| stream.read(&mut came).ok());
            came.truncate(read.unwrap_or_default());
            if tell.send(came).is_err() {
                return;
            }
        }
    });
    (port, told)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_nobody_vouches_for_ends_the_call() {
    let (port, told) = impostor();
    let settings = Settings {
        registries_url: format!("https://localhost:{port}"),
        registries_key: "registry-key".to_owned(),
        smtp_url: format!("smtps://user:password@localhost:{port}"),
        ..Settings::default()
    };
    let gateways = Gateways::new(settings, Arc::new(TestClock::default())).unwrap();
    let error = gateways.passport(&passport(), "k").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "unavailable: mvd: TLS: no connection that can be trusted"
    );
    assert!(told.recv().unwrap().is_empty(), "nothing was told");
    let error = gateways.mail(&letter("a")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "unavailable: smtp: TLS: no connection that can be trusted"
    );
    assert!(told.recv().unwrap().is_empty(), "nothing was told");
}
