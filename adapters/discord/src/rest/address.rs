//! Which addresses may be called: Discord's own over TLS, or a stand-in's on this machine. A token
//! is shown to no other.

use std::net::IpAddr;

use hyper::Uri;

/// Discord's own host for its REST API.
const API: &str = "discord.com";
/// What every host of Discord's gateway ends in.
const GATEWAYS: &str = ".discord.gg";
/// The hosts that keep what people attach.
const FILES: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// Who answers at the address of the REST API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Api {
    /// Discord itself.
    Discord,
    /// A stand-in on this machine.
    StandIn,
    /// Something in between, over TLS.
    Between,
}

impl Api {
    /// Who answers there; `None` where nobody may be called.
    pub fn at(address: &str) -> Option<Self> {
        let uri: Uri = address.parse().ok()?;
        let host = uri.host()?;
        if uri.query().is_some() {
            return None;
        }
        match uri.scheme_str() {
            Some("http" | "https") if is_here(&uri) => Some(Self::StandIn),
            Some("https") if host.eq_ignore_ascii_case(API) => Some(Self::Discord),
            Some("https") => Some(Self::Between),
            _ => None,
        }
    }

    /// Whether a gateway may be called there. `set`: the address is in the settings, so that
    /// nobody else chose it.
    pub fn may_connect(self, address: &str, set: bool) -> bool {
        let Ok(uri) = address.parse::<Uri>() else {
            return false;
        };
        let tls = uri.scheme_str() == Some("wss");
        match self {
            Self::Discord => tls && is_gateway(&uri),
            Self::StandIn => (tls || uri.scheme_str() == Some("ws")) && is_here(&uri),
            Self::Between => tls && (set || is_gateway(&uri)),
        }
    }

    /// Whether a file may be fetched from there.
    pub fn may_fetch(self, uri: &Uri) -> bool {
        let host = uri.host().unwrap_or_default();
        match self {
            Self::StandIn => matches!(uri.scheme_str(), Some("http" | "https")) && is_here(uri),
            Self::Discord | Self::Between => {
                let kept = FILES.iter().any(|kept| host.eq_ignore_ascii_case(kept));
                uri.scheme_str() == Some("https") && kept && uri.port().is_none()
            }
        }
    }
}

fn is_gateway(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    host.len() > GATEWAYS.len()
        && host.ends_with(GATEWAYS)
        && uri.port().is_none_or(|port| port == 443)
}

/// Whether an address is on this machine.
fn is_here(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_is_called_over_tls_or_on_this_machine() {
        for (address, api) in [
            ("https://discord.com", Some(Api::Discord)),
            ("https://discord.example.org", Some(Api::Between)),
            ("http://127.0.0.1:8080", Some(Api::StandIn)),
            ("http://[::1]:8080", Some(Api::StandIn)),
            ("http://localhost:8080", Some(Api::StandIn)),
            ("http://discord.com", None),
            ("http://127.0.0.1.example.org", None),
            ("ftp://discord.com", None),
            ("discord.com", None),
            ("", None),
        ] {
            assert_eq!(Api::at(address), api, "{address}");
        }
    }

    #[test]
    fn the_gateway_is_discords_or_on_this_machine() {
        for (api, address, set, may) in [
            (Api::Discord, "wss://gateway.discord.gg", false, true),
            (
                Api::Discord,
                "wss://gateway-us-east1-b.discord.gg/",
                false,
                true,
            ),
            (Api::Discord, "ws://gateway.discord.gg", false, false),
            (
                Api::Discord,
                "wss://gateway.discord.gg.example.org",
                false,
                false,
            ),
            (
                Api::Discord,
                "wss://gateway.discord.gg@example.org",
                false,
                false,
            ),
            (Api::Discord, "wss://evildiscord.gg", false, false),
            (Api::Discord, "wss://example.org", true, false),
            (Api::Discord, "ws://127.0.0.1:80", true, false),
            (Api::StandIn, "ws://127.0.0.1:80", false, true),
            (Api::StandIn, "wss://gateway.discord.gg", true, false),
            (Api::Between, "wss://gateway.example.org", true, true),
            (Api::Between, "wss://gateway.example.org", false, false),
            (Api::Between, "ws://gateway.example.org", true, false),
        ] {
            assert_eq!(api.may_connect(address, set), may, "{api:?} {address}");
        }
    }

    #[test]
    fn files_come_from_where_discord_keeps_them() {
        let may = |api: Api, address: &str| api.may_fetch(&address.parse().unwrap());
        assert!(may(
            Api::Discord,
            "https://cdn.discordapp.com/attachments/1/2/a.md?ex=1"
        ));
        assert!(may(
            Api::Discord,
            "https://media.discordapp.net/attachments/1/2/a.md"
        ));
        for wrong in [
            "http://cdn.discordapp.com/a.md",
            "https://cdn.discordapp.com:8443/a.md",
            "https://cdn.discordapp.com.example.org/a.md",
            "https://cdn.discordapp.com@example.org/a.md",
            "https://example.org/cdn.discordapp.com/a.md",
            "http://127.0.0.1/a.md",
        ] {
            assert!(!may(Api::Discord, wrong), "{wrong}");
        }
        assert!(may(Api::StandIn, "http://127.0.0.1:8080/attachments/a.md"));
        assert!(!may(Api::StandIn, "https://cdn.discordapp.com/a.md"));
    }
}
