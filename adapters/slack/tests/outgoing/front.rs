//! A counter before the fake Slack: it passes calls on, and answers what a test wants answered
//! otherwise.

use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use bonsens_fake_slack::Seen;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// What is answered instead of what Slack would: by the method, and the thread asked for.
type Instead = dyn Fn(&str, &str) -> Option<Response> + Send + Sync;

/// Stands before an address; its own.
pub async fn stand(behind: &str, instead: Arc<Instead>) -> String {
    let behind = behind.trim_end_matches("/api/").to_owned();
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    let serve = move |mut request: Request| {
        let (client, instead, behind) = (client.clone(), instead.clone(), behind.clone());
        async move {
            let method = request.uri().path().trim_start_matches("/api/").to_owned();
            let asked = request.uri().query().unwrap_or_default().to_owned();
            if let Some(answer) = instead(&method, &asked) {
                return answer;
            }
            let on = format!("{behind}{}", request.uri().path_and_query().unwrap());
            *request.uri_mut() = on.parse().unwrap();
            client.request(request).await.unwrap().into_response()
        }
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(serve)).await });
    format!("http://{address}/api")
}

/// An answer in JSON.
pub fn answer(body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert("content-type", json);
    response
}

/// What is in a conversation, as Slack tells it to whoever reads it.
pub fn history(messages: Vec<Seen>) -> Response {
    let messages: Vec<_> = messages.into_iter().rev().map(|seen| seen.wire).collect();
    answer(&json!({"ok": true, "messages": messages, "has_more": false}))
}
