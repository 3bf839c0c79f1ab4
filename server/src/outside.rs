//! How the server is reached: by which address people open it, and through which proxies.
//!
//! A request is made here what it was when it left the browser: what comes after reads its `Host`, its address and whether
//! it was secure as if there were no proxy.

use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, HeaderValue, Request, Uri, header, uri::Authority},
};
use ipnet::IpNet;
use std::{
    net::{IpAddr, SocketAddr},
    str::FromStr,
    sync::Arc,
};

/// The address that people open, such as `https://laps.example`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: Arc<str>,
    authority: HeaderValue,
    is_secure: bool,
}

impl PublicUrl {
    /// Scheme, host and port, as browsers write an origin.
    pub fn origin(&self) -> &Arc<str> {
        &self.origin
    }
}

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "the address that people open, such as https://laps.example, without a path";
        let uri: Uri = text.trim().trim_end_matches('/').parse().map_err(|_| WRONG)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return Err(WRONG) };
        let is_secure = match scheme {
            "https" => true,
            "http" => false,
            _ => return Err(WRONG),
        };
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() || authority.as_str().contains('@') {
            return Err(WRONG);
        }
        let usual = if is_secure { ":443" } else { ":80" };
        let host = authority.as_str().to_ascii_lowercase();
        let host = host.strip_suffix(usual).unwrap_or(&host);
        let authority = HeaderValue::from_str(host).map_err(|_| WRONG)?;
        Ok(Self { origin: format!("{scheme}://{host}").into(), authority, is_secure })
    }
}

/// Networks whose word about who asks is believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

impl FromStr for Proxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let networks = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        networks
            .map(|part| part.parse().or_else(|_| part.parse().map(|ip: IpAddr| ip.into())))
            .collect::<Result<_, _>>()
            .map(Self)
            .map_err(|_| "addresses and networks with commas between, such as 127.0.0.1, 10.0.0.0/8".to_owned())
    }
}

impl Proxies {
    /// Whether an address is one of theirs.
    pub fn contain(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.0.iter().any(|network| network.contains(&ip))
    }
}

/// How the server is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outside {
    /// The address that people open, if it is not that of this machine.
    pub public: Option<PublicUrl>,
    /// The proxies before it.
    pub proxies: Proxies,
}

/// What a proxy says of a request.
#[derive(Debug, Default, PartialEq, Eq)]
struct Claim {
    client: Option<IpAddr>,
    host: Option<String>,
    proto: Option<String>,
}

impl Outside {
    /// Makes a request what it was when it left the browser; returns whether it was sent over HTTPS. `from` is the other end
    /// of the connection, `over_tls` whether that was secure.
    pub fn restore<B>(&self, request: &mut Request<B>, from: SocketAddr, over_tls: bool) -> bool {
        let mut client = from;
        let mut is_secure = over_tls;
        if self.proxies.contain(from.ip()) {
            let said = self.claim(request.headers());
            let host = said.host.and_then(|host| HeaderValue::from_str(&host).ok());
            // What a page says of itself is told by its `Origin`; only without one the public name is the likeliest.
            let public = self.public.as_ref().filter(|_| !request.headers().contains_key(header::ORIGIN));
            if let Some(host) = host.or_else(|| public.map(|public| public.authority.clone())) {
                request.headers_mut().insert(header::HOST, host);
            }
            client = said.client.map_or(client, |ip| SocketAddr::new(ip, 0));
            is_secure = match said.proto.as_deref() {
                Some(proto) => proto.eq_ignore_ascii_case("https") || proto.eq_ignore_ascii_case("wss"),
                None => over_tls || self.public.as_ref().is_some_and(|public| public.is_secure),
            };
        }
        // A page of the public address asks that address, whatever a proxy made of the name.
        if let Some(public) = &self.public
            && request.headers().get(header::ORIGIN).is_some_and(|origin| origin.as_bytes() == public.origin.as_bytes())
        {
            request.headers_mut().insert(header::HOST, public.authority.clone());
        }
        request.extensions_mut().insert(ConnectInfo(client));
        is_secure
    }

    /// What the proxies say: `X-Forwarded-*` where there is an address in them, else `Forwarded`. Most proxies write the first
    /// and pass the second on as the visitor wrote it. Of several hops the last that is no proxy of ours is the client: what
    /// stands before it, and before what cannot be read, the visitor may have written.
    fn claim(&self, headers: &HeaderMap) -> Claim {
        let clients = list(headers, "x-forwarded-for");
        if clients.is_empty() {
            let mut hops = forwarded(headers);
            let is_ours = |hop: &Claim| hop.client.is_some_and(|ip| self.proxies.contain(ip));
            let at = hops.iter().rposition(|hop| !is_ours(hop)).unwrap_or(0);
            if at < hops.len() {
                return hops.swap_remove(at);
            }
        }
        let clients: Vec<Option<IpAddr>> = clients.iter().map(|client| address(client)).collect();
        let is_ours = |client: &&Option<IpAddr>| client.is_some_and(|ip| self.proxies.contain(ip));
        let stranger = clients.iter().rev().find(|client| !is_ours(client));
        Claim {
            client: stranger.or(clients.first()).copied().flatten(),
            host: list(headers, "x-forwarded-host").pop().filter(|host| is_host(host)),
            proto: list(headers, "x-forwarded-proto").pop(),
        }
    }
}

/// The parts of a header that is a list, over all its lines.
fn list(headers: &HeaderMap, name: &str) -> Vec<String> {
    let lines = headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The hops of `Forwarded` (RFC 7239), the nearest to the client first.
fn forwarded(headers: &HeaderMap) -> Vec<Claim> {
    let hop = |hop: &String| {
        let mut said = Claim::default();
        for pair in hop.split(';') {
            let Some((name, value)) = pair.split_once('=') else { continue };
            let value = value.trim().trim_matches('"').to_owned();
            match name.trim().to_ascii_lowercase().as_str() {
                "for" => said.client = address(&value),
                "host" => said.host = Some(value).filter(|host| is_host(host)),
                "proto" => said.proto = Some(value),
                _ => {}
            }
        }
        said
    };
    list(headers, "forwarded").iter().map(hop).collect()
}

/// An address with or without a port, in brackets or not.
fn address(text: &str) -> Option<IpAddr> {
    let ip = text.parse().or_else(|_| text.parse().map(|socket: SocketAddr| socket.ip()));
    ip.or_else(|_| text.trim_start_matches('[').trim_end_matches(']').parse()).ok()
}

fn is_host(text: &str) -> bool {
    text.parse::<Authority>().is_ok_and(|authority| !authority.as_str().contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.2:55000";

    fn outside(public: Option<&str>) -> Outside {
        Outside { public: public.map(|url| url.parse().unwrap()), proxies: "127.0.0.1, 10.0.0.0/8".parse().unwrap() }
    }

    /// Host, client and whether it is secure, of a request with these headers.
    fn restored(outside: &Outside, from: &str, headers: &[(&str, &str)]) -> (String, String, bool) {
        let mut request = Request::new(());
        request.headers_mut().insert(header::HOST, "127.0.0.1:4000".parse().unwrap());
        for (name, value) in headers {
            let name: header::HeaderName = name.parse().unwrap();
            if name == header::HOST {
                request.headers_mut().remove(&name);
            }
            request.headers_mut().append(name, value.parse().unwrap());
        }
        let is_secure = outside.restore(&mut request, from.parse().unwrap(), false);
        let ConnectInfo(client) = *request.extensions().get::<ConnectInfo<SocketAddr>>().unwrap();
        (request.headers()[header::HOST].to_str().unwrap().to_owned(), client.ip().to_string(), is_secure)
    }

    fn is(host: &str, client: &str, is_secure: bool) -> (String, String, bool) {
        (host.to_owned(), client.to_owned(), is_secure)
    }

    #[test]
    fn proxies_are_believed_and_strangers_are_not() {
        let outside = outside(None);
        let said =
            [("x-forwarded-for", "203.0.113.9"), ("x-forwarded-proto", "https"), ("x-forwarded-host", "laps.example")];
        assert_eq!(restored(&outside, PROXY, &said), is("laps.example", "203.0.113.9", true));
        assert_eq!(restored(&outside, "203.0.113.7:1", &said), is("127.0.0.1:4000", "203.0.113.7", false));
        let said = [("forwarded", "for=\"[2001:db8::1]:4711\";proto=https;host=laps.example")];
        assert_eq!(restored(&outside, PROXY, &said), is("laps.example", "2001:db8::1", true));
    }

    #[test]
    fn what_the_client_wrote_itself_is_not_believed() {
        let outside = outside(None);
        let said = [("x-forwarded-for", "192.0.2.1, 203.0.113.9, 10.0.0.7"), ("x-forwarded-for", "127.0.0.1")];
        assert_eq!(restored(&outside, PROXY, &said).1, "203.0.113.9");
        let said =
            [("forwarded", "for=192.0.2.1;host=evil, for=203.0.113.9;host=laps.example, for=10.0.0.7;host=inner")];
        assert_eq!(restored(&outside, PROXY, &said), is("laps.example", "203.0.113.9", false));
        let said = [("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=192.0.2.1;host=evil;proto=https")];
        assert_eq!(restored(&outside, PROXY, &said), is("127.0.0.1:4000", "203.0.113.9", false));
        let said = [("x-forwarded-for", "192.0.2.1, unix:")];
        assert_eq!(restored(&outside, PROXY, &said).1, "10.0.0.2", "nobody's word counts beyond what cannot be read");
        let said = [("forwarded", "for=192.0.2.1, for=_hidden, for=10.0.0.7")];
        assert_eq!(restored(&outside, PROXY, &said).1, "10.0.0.2");
        let said = [("x-forwarded-for", "unknown, _x"), ("x-forwarded-host", "a b"), ("forwarded", "")];
        assert_eq!(restored(&outside, PROXY, &said), is("127.0.0.1:4000", "10.0.0.2", false));
    }

    #[test]
    fn the_public_address_stands_in_for_what_a_proxy_does_not_say() {
        let outside = outside(Some("https://Laps.Example:443/"));
        assert_eq!(restored(&outside, PROXY, &[]), is("laps.example", "10.0.0.2", true));
        let second_name = [("origin", "https://laps.local"), ("host", "laps.local")];
        assert_eq!(restored(&outside, PROXY, &second_name).0, "laps.local");
        // Of a proxy that nobody named, only what the browser itself says counts.
        let page = [("origin", "https://laps.example")];
        assert_eq!(restored(&outside, "203.0.113.7:1", &page), is("laps.example", "203.0.113.7", false));
        let other = [("origin", "https://laps.example.evil")];
        assert_eq!(restored(&outside, "203.0.113.7:1", &other).0, "127.0.0.1:4000");
    }

    #[test]
    fn addresses_and_networks_are_read() {
        for wrong in ["laps.example", "ftp://laps.example", "https://laps.example/x", "https://a@b", "https://", "x y"]
        {
            assert!(wrong.parse::<PublicUrl>().is_err(), "{wrong}");
        }
        assert_eq!(&**"http://laps.example:8080".parse::<PublicUrl>().unwrap().origin(), "http://laps.example:8080");
        assert!("10.0.0.0/33".parse::<Proxies>().is_err() && "laps.example".parse::<Proxies>().is_err());
        let proxies: Proxies = "::1,10.0.0.0/8".parse().unwrap();
        assert!(proxies.contain("::ffff:10.9.9.9".parse().unwrap()) && !proxies.contain("11.0.0.1".parse().unwrap()));
    }
}
