//! Sign-ins beside the bare hash: the cost of a sign-in is to be the hash alone.

use std::path::Path;
use std::time::Instant;

use argon2::{Algorithm, Argon2, Params, Version};
use okno_accounts::secrets::{MEMORY_KIB, PASSES};
use okno_faults::{PASSWORD, Person, Portal};

use crate::page::wrk;
use crate::table::Table;
use crate::{Turns, cores, median};

/// Hashes a second with one thread a core, at the cost that the program uses.
fn bare(length: std::time::Duration) -> f64 {
    let begun = Instant::now();
    let threads: Vec<_> = (0..cores())
        .map(|_| {
            std::thread::spawn(move || {
                let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("the cost");
                let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
                let (mut done, mut out) = (0u32, [0; 32]);
                while begun.elapsed() < length {
                    argon
                        .hash_password_into(PASSWORD.as_bytes(), b"sixteen bytes ok", &mut out)
                        .expect("a hash");
                    done += 1;
                }
                done
            })
        })
        .collect();
    let done: u32 = threads
        .into_iter()
        .map(|thread| thread.join().expect("it ends"))
        .sum();
    f64::from(done) / begun.elapsed().as_secs_f64()
}

/// A script for `wrk`: these people sign in one after another.
pub fn script(people: &[Person]) -> String {
    let bodies: Vec<String> = people
        .iter()
        .map(|person| {
            let phone = person.human.get("phone").replace('+', "%2B");
            format!(
                "\"login={phone}&password={}\"",
                PASSWORD.replace('!', "%21")
            )
        })
        .collect();
    format!(
        "local bodies = {{{}}}\nlocal n = 0\n\
         local headers = {{[\"content-type\"] = \"application/x-www-form-urlencoded\", \
         [\"sec-fetch-site\"] = \"same-origin\"}}\n\
         request = function()\n n = n % #bodies + 1\n \
         return wrk.format(\"POST\", \"/login\", headers, bodies[n])\nend\n",
        bodies.join(", ")
    )
}

/// Measures.
pub async fn measure(
    table: &mut Table,
    turns: Turns,
    portal: &Portal,
    people: &[Person],
    dir: &Path,
) {
    for person in people.iter().take(1) {
        person.sign_in().await.expect("the password is right");
    }
    let file = dir.join("sign-in.lua");
    std::fs::write(&file, script(people)).expect("the script");
    let connections = u32::try_from(cores() * 4).unwrap_or(8);
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..turns.count {
        theirs.push(bare(turns.length));
        let Some(rate) = wrk(
            &portal.settings.url(),
            turns.length,
            connections,
            Some(&file),
        ) else {
            return table.note("sign-ins: wrk is not here".to_owned());
        };
        own.push(rate);
    }
    table.ratio("sign-ins", median(own), ("argon2id", median(theirs)), 0.95);
    table.note(format!(
        "sign-ins: argon2id with {} MiB and {PASSES} passes, {connections} connections",
        MEMORY_KIB / 1024
    ));
}
