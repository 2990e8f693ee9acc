//! What the browser does with passkeys: `navigator.credentials`. It speaks JSON where it can (Web Authentication Level 3);
//! older browsers, and add-ons that take their place, are given and give bytes.

use crate::desk::call::Failed;
use crate::platform::{object, property};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Has a passkey made; what the server is to be told.
pub async fn create(options: &str) -> Result<String, Failed> {
    ask("create", "parseCreationOptionsFromJSON", options).await
}

/// Has somebody sign in with one; what the server is to be told.
pub async fn get(options: &str) -> Result<String, Failed> {
    ask("get", "parseRequestOptionsFromJSON", options).await
}

async fn ask(method: &str, parse: &str, options: &str) -> Result<String, Failed> {
    let unsupported = || Failed::named("passkey_unsupported");
    let class = property(&window(), "PublicKeyCredential");
    let credentials = property(&window().navigator(), "credentials");
    let method: Function = property(&credentials, method)
        .dyn_into()
        .map_err(|_| unsupported())?;
    if class.is_undefined() {
        return Err(unsupported());
    }
    let options = JSON::parse(options).map_err(|_| unsupported())?;
    let options = match property(&class, parse).dyn_into::<Function>() {
        Ok(parse) => parse.call1(&class, &options).map_err(|_| unsupported())?,
        Err(_) => with_bytes(options),
    };
    let wish = object(&[("publicKey", options)]);
    let promise: Promise = method
        .call1(&credentials, &wish)
        .and_then(JsCast::dyn_into)
        .map_err(|error| why(&error))?;
    let made = JsFuture::from(promise).await.map_err(|error| why(&error))?;
    let json = match property(&made, "toJSON").dyn_into::<Function>() {
        Ok(to_json) => to_json
            .call0(&made)
            .map_err(|_| Failed::named("passkey_failed"))?,
        Err(_) => without_bytes(&made),
    };
    JSON::stringify(&json)
        .ok()
        .and_then(|text| text.as_string())
        .ok_or_else(|| Failed::named("passkey_failed"))
}

/// Why the browser refused, by the name of its error.
fn why(error: &JsValue) -> Failed {
    let name = property(error, "name").as_string().unwrap_or_default();
    Failed::named(match name.as_str() {
        // Also where the device has none: browsers don't tell the one from the other.
        "NotAllowedError" | "AbortError" => "passkey_cancelled",
        "InvalidStateError" => "passkey_known",
        "SecurityError" => "passkey_elsewhere",
        "NotSupportedError" | "ConstraintError" => "passkey_unsupported",
        _ => "passkey_failed",
    })
}

fn set(of: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(of, &JsValue::from_str(name), value);
}

/// Replaces the base64url text under this name by its bytes.
fn to_bytes(of: &JsValue, name: &str) {
    if let Some(bytes) = property(of, name).as_string().as_deref().and_then(decode) {
        set(of, name, &Uint8Array::from(bytes.as_slice()));
    }
}

fn with_bytes(options: JsValue) -> JsValue {
    to_bytes(&options, "challenge");
    to_bytes(&property(&options, "user"), "id");
    for list in ["excludeCredentials", "allowCredentials"] {
        if let Ok(list) = property(&options, list).dyn_into::<Array>() {
            list.iter().for_each(|one| to_bytes(&one, "id"));
        }
    }
    options
}

fn without_bytes(made: &JsValue) -> JsValue {
    let text = |of: &JsValue, name: &str| match property(of, name) {
        buffer if buffer.is_object() => JsValue::from_str(&encode(&Uint8Array::new(&buffer).to_vec())),
        nothing => nothing,
    };
    let response = property(made, "response");
    let told = Object::new();
    for name in [
        "clientDataJSON",
        "attestationObject",
        "authenticatorData",
        "signature",
        "userHandle",
    ] {
        let value = text(&response, name);
        if !value.is_undefined() {
            set(&told, name, &value);
        }
    }
    let results = property(made, "getClientExtensionResults")
        .dyn_into::<Function>()
        .ok()
        .and_then(|results| results.call0(made).ok());
    object(&[
        ("id", property(made, "id")),
        ("rawId", text(made, "rawId")),
        ("type", property(made, "type")),
        ("response", told.into()),
        ("clientExtensionResults", results.unwrap_or(Object::new().into())),
    ])
    .into()
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64url without padding.
fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let part = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = part(0) << 16 | part(1) << 8 | part(2);
        for place in 0..=three.len() {
            let six = (bits >> (18 - 6 * place)) & 63;
            let letter = usize::try_from(six).ok().and_then(|six| LETTERS.get(six));
            text.extend(letter.map(|letter| char::from(*letter)));
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for letter in text.bytes() {
        let six = LETTERS.iter().position(|known| *known == letter)?;
        bits = bits << 6 | u32::try_from(six).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 255).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn bytes_become_text_and_bytes_again() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (&[0xfb, 0xff], "-_8"),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).unwrap(), bytes);
        }
        assert_eq!(decode("a+b"), None);
    }
}
