//! The service page beside nginx that serves the same bytes.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use okno_faults::{Browser, Portal, service};

use crate::table::Table;
use crate::{Turns, cores, median};

struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its master ends the workers.
        let pid = self.0.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &pid]).status();
        let _ = self.0.wait();
    }
}

/// nginx with one file, set up as for a site of files; no log, like ours.
fn nginx(dir: &Path, port: u16, body: &[u8]) -> Option<Nginx> {
    let dir = dir.join("nginx");
    std::fs::create_dir_all(dir.join("tmp")).expect("a folder");
    std::fs::write(dir.join("page.html"), body).expect("the page");
    let at = dir.display();
    let text = format!(
        "daemon off;\npid {at}/pid;\nerror_log {at}/errors;\nworker_processes {};\n\
         user {};\nevents {{ worker_connections 1024; }}\n\
         http {{\n access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;\n \
         client_body_temp_path {at}/tmp; proxy_temp_path {at}/tmp; fastcgi_temp_path {at}/tmp;\n \
         uwsgi_temp_path {at}/tmp; scgi_temp_path {at}/tmp;\n \
         types {{ text/html html; }} charset utf-8;\n \
         server {{ listen 127.0.0.1:{port}; root {at}; }}\n}}\n",
        cores(),
        whoami()
    );
    std::fs::write(dir.join("nginx.conf"), text).expect("the configuration");
    let child = Command::new("nginx")
        .arg("-p")
        .arg(&dir)
        .arg("-c")
        .arg(dir.join("nginx.conf"))
        .arg("-e")
        .arg(dir.join("errors"))
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    child.ok().map(Nginx)
}

/// The folder belongs to whoever runs this, so its reader must be the same.
fn whoami() -> String {
    let out = Command::new("id").arg("-un").output().expect("id runs");
    String::from_utf8_lossy(&out.stdout).trim().to_owned()
}

/// Requests a second, by `wrk`; `None` when it is not here.
pub fn wrk(url: &str, length: Duration, connections: u32, script: Option<&Path>) -> Option<f64> {
    let mut command = Command::new("wrk");
    command.args(["-t", "1", "-c", &connections.to_string()]);
    command.args(["-d", &format!("{}s", length.as_secs().max(1))]);
    if let Some(script) = script {
        command.arg("-s").arg(script);
    }
    let out = command.arg(url).output().ok()?;
    let text = String::from_utf8_lossy(&out.stdout);
    for bad in ["Non-2xx or 3xx responses", "Socket errors"] {
        assert!(!text.contains(bad), "{text}");
    }
    let rate = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("Requests/sec:"));
    Some(
        rate.expect("wrk names a rate")
            .trim()
            .parse()
            .expect("a number"),
    )
}

/// Measures.
pub async fn measure(table: &mut Table, turns: Turns, portal: &Portal, dir: &Path) {
    let url = portal.settings.url();
    let path = format!("/services/{}", service().id);
    let page = Browser::new(&url, "10.8.8.8")
        .get(&path)
        .await
        .expect("the page");
    assert_eq!(page.status, 200);
    let port = portal.settings.port.checked_add(1).unwrap_or(20_000);
    let beside = format!("http://127.0.0.1:{port}/page.html");
    let Some(_nginx) = nginx(dir, port, &page.bytes) else {
        return table.note("page: nginx is not here".to_owned());
    };
    let mirror = Browser::new(&format!("http://127.0.0.1:{port}"), "10.8.8.8");
    let mut same = None;
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        same = mirror.get("/page.html").await.ok();
        if same.is_some() {
            break;
        }
    }
    assert!(
        same.is_some_and(|answer| answer.bytes == page.bytes),
        "nginx serves the same bytes"
    );
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..turns.count {
        let Some(rate) = wrk(&format!("{url}{path}"), turns.length, 32, None) else {
            return table.note("page: wrk is not here".to_owned());
        };
        own.push(rate);
        theirs.extend(wrk(&beside, turns.length, 32, None));
    }
    table.ratio("service page", median(own), ("nginx", median(theirs)), 0.8);
    table.note(format!(
        "service page: {} bytes, 32 connections",
        page.bytes.len()
    ));
}
