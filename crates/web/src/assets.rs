//! Styles, scripts and fonts: read once, kept in memory, served under hashed
//! names that a browser may keep for a year.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use crate::kept::takes_gzip;

struct Asset {
    plain: Bytes,
    gzip: Option<Bytes>,
    media_type: &'static str,
}

/// The built front end.
#[derive(Clone, Default)]
pub struct Assets {
    names: Arc<HashMap<String, String>>,
    files: Arc<HashMap<String, Asset>>,
}

impl Assets {
    /// Reads `manifest.json` of the build and the files that it names.
    pub fn load(dir: &Path) -> Result<Self, String> {
        let manifest = dir.join("manifest.json");
        let text = std::fs::read(&manifest).map_err(|e| {
            format!(
                "{}: {e}: build the front end with `make assets`",
                manifest.display()
            )
        })?;
        let names: HashMap<String, String> =
            serde_json::from_slice(&text).map_err(|e| format!("{}: {e}", manifest.display()))?;
        let mut files = HashMap::new();
        for name in names.values() {
            let path = dir.join(name);
            let plain = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let gzip = std::fs::read(dir.join(format!("{name}.gz")))
                .ok()
                .map(Bytes::from);
            let media_type = match path.extension().and_then(|e| e.to_str()) {
                Some("css") => "text/css; charset=utf-8",
                Some("js") => "text/javascript; charset=utf-8",
                Some("svg") => "image/svg+xml; charset=utf-8",
                Some("woff2") => "font/woff2",
                _ => "application/octet-stream",
            };
            files.insert(
                name.clone(),
                Asset {
                    plain: plain.into(),
                    gzip,
                    media_type,
                },
            );
        }
        Ok(Self {
            names: Arc::new(names),
            files: Arc::new(files),
        })
    }

    /// The address of a file by its plain name.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        match self.names.get(name) {
            Some(hashed) => format!("/assets/{hashed}"),
            None => format!("/assets/{name}"),
        }
    }

    /// Answers a request for a file.
    pub(crate) fn serve(&self, name: &str, headers: &HeaderMap) -> Response {
        let Some(asset) = self.files.get(name) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let mut response = match &asset.gzip {
            Some(gzip) if takes_gzip(headers) => {
                let mut response = Response::new(Body::from(gzip.clone()));
                response
                    .headers_mut()
                    .insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                response
            }
            _ => Response::new(Body::from(asset.plain.clone())),
        };
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(asset.media_type),
        );
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        );
        response
    }
}
