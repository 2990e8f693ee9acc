//! Where a webhook may lead: https to the world, and to an inner network only where the operator said so.

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is one of the world's, and none of an inner network, of this machine, or of no machine.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = matches!(
        (a, b, c),
        (0 | 127 | 224..=255, ..)
            | (100, 64..=127, _)
            | (192, 0, 0 | 2)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special && !address.is_private() && !address.is_link_local()
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // Of what is given out to the world (2000::/3) without what carries an address of the older kind, or none.
    (0x2000..0x4000).contains(&a) && a != 0x2002 && !(a == 0x2001 && (b == 0 || b == 0xdb8))
}

/// The address that a URL names itself, where it names one.
fn literal(url: &Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// A URL to which events may be sent.
///
/// # Errors
/// A sentence for the operator.
pub fn checked(url: &str, inner: bool) -> Result<Url, String> {
    let url =
        Url::parse(url).map_err(|_| "the URL can't be read; write it like https://example.org/events")?;
    let address = literal(&url);
    let is_here = address.is_some_and(|address| address.is_loopback()) || url.host_str() == Some("localhost");
    if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
        return Err("the URL must begin with https://; only on this machine http:// will do".into());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the URL must hold no name and no password: what is sent is signed instead".into());
    }
    if !inner && (is_here || address.is_some_and(|address| !is_public(address))) {
        return Err("the URL leads to an inner network; with --inner-network it may".into());
    }
    Ok(url)
}

/// Looks names up, and lets through only where all that is found is of the world: a name that is let in today may lead
/// elsewhere tomorrow.
pub(super) struct Guarded;

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.iter().any(|address| !is_public(address.ip())) {
                return Err("an inner network".into());
            }
            let found: Addrs = Box::new(found.into_iter());
            Ok(found)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{checked, is_public};

    #[test]
    fn addresses_of_inner_networks_are_told_from_the_world_s() {
        for inner in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
            "2001:db8::1",
        ] {
            assert!(!is_public(inner.parse().unwrap()), "{inner}");
        }
        for public in [
            "1.1.1.1",
            "172.32.0.1",
            "192.0.1.1",
            "2606:4700::1",
            "::ffff:1.1.1.1",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn only_encrypted_to_the_world_and_inwards_only_if_wanted() {
        for (url, world, inner) in [
            ("https://example.org/hook", true, true),
            ("https://1.1.1.1/", true, true),
            ("http://example.org/", false, false),
            ("ftp://example.org/", false, false),
            ("https://10.0.0.1/", false, true),
            ("https://[fd00::1]/", false, true),
            ("https://[::ffff:10.0.0.1]/", false, true),
            ("https://2130706433/", false, true),
            ("http://10.0.0.1/", false, false),
            ("http://127.0.0.1:9/", false, true),
            ("http://localhost:9/", false, true),
            ("http://[::1]:9/", false, true),
            ("https://me:secret@example.org/", false, false),
            ("example.org", false, false),
        ] {
            assert_eq!(
                (checked(url, false).is_ok(), checked(url, true).is_ok()),
                (world, inner),
                "{url}"
            );
        }
    }
}
