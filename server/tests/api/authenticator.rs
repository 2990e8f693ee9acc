//! An authenticator in software: it makes passkeys and answers challenges as the standard says (Web Authentication Level 3,
//! 6.5.4 and 6.3.3), with what a browser adds. Its counter grows, and a copy of it can be made.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use server::clock;
use sha2::{Digest, Sha256};

/// User present, user verified.
const VERIFIED: u8 = 0x01 | 0x04;
/// What follows is a new public key.
const ATTESTED: u8 = 0x40;

/// One passkey in it.
pub struct Authenticator {
    pkcs8: Vec<u8>,
    id: Vec<u8>,
    user: Vec<u8>,
    counter: u32,
    /// The page on which the browser is.
    pub origin: String,
    /// Whether it asks for a finger or a PIN.
    pub verifies: bool,
}

fn base64(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

fn bytes_of(value: &Value) -> Vec<u8> {
    BASE64.decode(value.as_str().unwrap()).unwrap()
}

/// Definite byte strings and small maps are all of CBOR that it needs.
fn cbor_bytes(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    let mut all = vec![0x59];
    all.extend(length.to_be_bytes());
    all.extend(bytes);
    all
}

impl Authenticator {
    pub fn new() -> Authenticator {
        let pkcs8 =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).unwrap();
        Authenticator {
            pkcs8: pkcs8.as_ref().to_vec(),
            id: clock::random::<16>().to_vec(),
            user: Vec::new(),
            counter: 0,
            origin: "http://localhost:8080".into(),
            verifies: true,
        }
    }

    /// The same passkey in another device, as it is now.
    pub fn copy(&self) -> Authenticator {
        Authenticator {
            pkcs8: self.pkcs8.clone(),
            id: self.id.clone(),
            user: self.user.clone(),
            counter: self.counter,
            origin: self.origin.clone(),
            verifies: self.verifies,
        }
    }

    fn key(&self) -> EcdsaKeyPair {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.pkcs8, &SystemRandom::new()).unwrap()
    }

    fn client_data(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let data =
            json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false });
        data.to_string().into_bytes()
    }

    /// Authenticator data: the hash of the relying party's id, flags, counter.
    fn data(&mut self, rp: &str, more: u8) -> Vec<u8> {
        self.counter += 1;
        let mut data = Sha256::digest(rp.as_bytes()).to_vec();
        let verified = if self.verifies { VERIFIED } else { 0x01 };
        data.push(verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Makes a passkey: what `navigator.credentials.create` would answer.
    pub fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        self.user = bytes_of(&options["user"]["id"]);
        let mut data = self.data(options["rp"]["id"].as_str().unwrap(), ATTESTED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        let key = self.key();
        let point = key.public_key().as_ref();
        assert_eq!(point.len(), 65);
        // COSE: EC2, ES256, P-256, x, y.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..]);
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt");
        object.push(0x64);
        object.extend(b"none");
        object.push(0x67);
        object.extend(b"attStmt");
        object.push(0xa0);
        object.push(0x68);
        object.extend(b"authData");
        object.extend(cbor_bytes(&data));
        let client = self.client_data("webauthn.create", &options["challenge"]);
        json!({
            "id": base64(&self.id), "rawId": base64(&self.id), "type": "public-key",
            "authenticatorAttachment": "platform",
            "response": {
                "clientDataJSON": base64(&client), "attestationObject": base64(&object),
                "authenticatorData": base64(&data), "publicKeyAlgorithm": -7, "transports": ["internal", "hybrid", "new"],
            },
            "clientExtensionResults": { "credProps": { "rk": true } },
        })
        .to_string()
    }

    /// Answers a challenge: what `navigator.credentials.get` would answer.
    pub fn get(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(options["userVerification"], "required");
        let data = self.data(options["rpId"].as_str().unwrap(), 0);
        let client = self.client_data("webauthn.get", &options["challenge"]);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client));
        let signature = self.key().sign(&SystemRandom::new(), &signed).unwrap();
        json!({
            "id": base64(&self.id), "rawId": base64(&self.id), "type": "public-key",
            "authenticatorAttachment": "platform",
            "response": {
                "clientDataJSON": base64(&client), "authenticatorData": base64(&data),
                "signature": base64(signature.as_ref()), "userHandle": base64(&self.user),
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }
}
