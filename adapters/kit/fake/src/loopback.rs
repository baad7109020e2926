//! Where a fake may be reached. A platform that is played takes any token, so nothing outside this
//! machine may ever talk to it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use tokio::net::TcpListener;

/// A free port of 127.0.0.1.
pub const ANY_PORT: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// Listens at an address, and says as `http://…` where that is. Anything but loopback is refused.
pub async fn listen(address: SocketAddr) -> io::Result<(TcpListener, String)> {
    if !address.ip().is_loopback() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "a fake listens on loopback only",
        ));
    }
    let listener = TcpListener::bind(address).await?;
    let base = format!("http://{}", listener.local_addr()?);
    Ok((listener, base))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_says_where_it_listens() {
        let (listener, base) = listen(ANY_PORT).await.unwrap();
        let address = listener.local_addr().unwrap();
        assert!(address.ip().is_loopback());
        assert_ne!(address.port(), 0);
        assert_eq!(base, format!("http://{address}"));
    }

    #[tokio::test]
    async fn it_listens_on_loopback_only() {
        for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
            let refused = listen(address.parse().unwrap()).await.unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::InvalidInput, "{address}");
        }
    }
}
