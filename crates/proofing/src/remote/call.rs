//! What a page with a call needs: a camera, a socket, servers on the way.

use axum::http::{HeaderValue, header};
use axum::response::Response;
use data_encoding::BASE64;
use jiff::Timestamp;
use okno_web::Portal;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use serde_json::{Value, json};

/// How long a password for a TURN server is good, seconds.
const GOOD_FOR: i64 = 3_600;

/// Servers that help two browsers to find each other. None by default: then only
/// browsers of one network do.
#[derive(Debug, Default)]
pub(crate) struct Ice {
    stun: Vec<String>,
    turn: Vec<String>,
    secret: String,
}

impl Ice {
    pub(crate) fn new(stun: Vec<String>, turn: Vec<String>, secret: String) -> Self {
        Self { stun, turn, secret }
    }

    /// `iceServers` of a browser, as JSON. The password for TURN is made as coturn's
    /// `use-auth-secret` wants it: HMAC-SHA-1 of a name that begins with its end.
    pub(crate) fn servers(&self, now: Timestamp) -> Value {
        let mut servers = Vec::new();
        if !self.stun.is_empty() {
            servers.push(json!({ "urls": self.stun }));
        }
        if !self.turn.is_empty() {
            let name = format!("{}:okno", now.as_second() + GOOD_FOR);
            if let Some(password) = password(&self.secret, &name) {
                servers.push(json!({
                    "urls": self.turn, "username": name, "credential": password,
                }));
            }
        }
        Value::Array(servers)
    }
}

fn password(secret: &str, name: &str) -> Option<String> {
    let key = PKey::hmac(secret.as_bytes()).ok()?;
    let mut signer = Signer::new(MessageDigest::sha1(), &key).ok()?;
    signer.update(name.as_bytes()).ok()?;
    Some(BASE64.encode(&signer.sign_to_vec().ok()?))
}

/// Lets the page use camera and microphone, and a socket to the portal; no other page may.
pub(crate) fn allow(portal: &Portal, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("camera=(self), microphone=(self), geolocation=()"),
    );
    // Browsers of some years ago do not count a socket to the same host as one's own.
    let socket = portal.url("").replacen("http", "ws", 1);
    let policy = okno_web::server::content_policy(&socket);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn turn_servers_get_a_password_that_ends() {
        assert_eq!(Ice::default().servers(Timestamp::UNIX_EPOCH), json!([]));
        let ice = Ice::new(
            vec!["stun:stun.example:3478".to_owned()],
            vec!["turn:turn.example:3478".to_owned()],
            "north".to_owned(),
        );
        let servers = ice.servers(Timestamp::from_second(1_000).unwrap());
        assert_eq!(servers[0]["urls"][0], "stun:stun.example:3478");
        assert_eq!(servers[1]["username"], "4600:okno");
        // printf 4600:okno | openssl dgst -sha1 -hmac north -binary | base64
        assert_eq!(servers[1]["credential"], "qhDU/VI8mhmky54Kd40wHxK+xBg=");
    }
}
