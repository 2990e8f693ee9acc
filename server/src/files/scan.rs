//! The search for viruses, by clamd where one is configured: its INSTREAM command, and nothing else of it.

use crate::error::Error;
use crate::state::Portal;
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};

/// The most bytes in one chunk of INSTREAM.
const CHUNK: usize = 64 * 1024;
/// The most bytes of an answer.
const ANSWER: u64 = 1_024;

/// Where clamd listens.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Address {
    Tcp(String),
    Unix(PathBuf),
}

/// Asks clamd.
#[derive(Clone, Debug)]
pub struct Scanner {
    address: Address,
    patience: Duration,
}

/// What clamd says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It knows no virus in it.
    Clean,
    /// It does.
    Infected,
}

impl Scanner {
    /// A scanner at an address.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn new(address: &str, seconds: u64) -> Result<Scanner, String> {
        let address = if let Some(host) = address.strip_prefix("tcp://") {
            Address::Tcp(host.trim_end_matches('/').to_owned())
        } else if let Some(path) = address.strip_prefix("unix:") {
            Address::Unix(path.trim_start_matches("//").into())
        } else {
            return Err(
                "PORTAL_CLAMD can't be read; write it like tcp://127.0.0.1:3310 or unix:/run/clamd.ctl"
                    .into(),
            );
        };
        Ok(Scanner {
            address,
            patience: Duration::from_secs(seconds.max(1)),
        })
    }

    /// Has bytes looked at; `None` while clamd can't be asked or can't say: the file waits.
    pub async fn scan(&self, bytes: &[u8]) -> Option<Verdict> {
        let asked = tokio::time::timeout(self.patience, self.ask(bytes)).await;
        let answer = match asked {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => {
                tracing::warn!(kind = %error.kind(), "clamd can't be asked");
                return None;
            }
            Err(_) => {
                tracing::warn!("clamd did not answer in time");
                return None;
            }
        };
        let verdict = read(&answer);
        if verdict.is_none() {
            tracing::warn!("clamd could not look at a file");
        }
        verdict
    }

    async fn ask(&self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        match &self.address {
            Address::Tcp(host) => instream(TcpStream::connect(host).await?, bytes).await,
            Address::Unix(path) => instream(UnixStream::connect(path).await?, bytes).await,
        }
    }
}

/// `zINSTREAM`, chunks with their length before them, an empty one; then the answer up to its NUL.
async fn instream<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    bytes: &[u8],
) -> std::io::Result<Vec<u8>> {
    stream.write_all(b"zINSTREAM\0").await?;
    for chunk in bytes.chunks(CHUNK) {
        // A chunk is far below 4 GB.
        let length = u32::try_from(chunk.len()).unwrap_or(0);
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(chunk).await?;
    }
    stream.write_all(&[0; 4]).await?;
    stream.flush().await?;
    let mut answer = Vec::new();
    stream.take(ANSWER).read_to_end(&mut answer).await?;
    Ok(answer)
}

fn read(answer: &[u8]) -> Option<Verdict> {
    let text = answer.split(|byte| *byte == 0).next().unwrap_or_default();
    let text = text.trim_ascii();
    match text {
        _ if text.ends_with(b" FOUND") => Some(Verdict::Infected),
        _ if text.ends_with(b": OK") => Some(Verdict::Clean),
        _ => None,
    }
}

/// Looks at every file that waits, once.
///
/// # Errors
/// What the stores say.
pub async fn scan_waiting(portal: &Portal) -> Result<(), Error> {
    let Some(scanner) = portal.files.scanner() else {
        return Ok(());
    };
    for file in portal.store.waiting_files().await? {
        let Some(bytes) = portal.files.objects().get(&file.object).await? else {
            continue;
        };
        if let Some(verdict) = scanner.scan(&bytes).await {
            let is_clean = verdict == Verdict::Clean;
            portal.store.judge_file(file, is_clean, portal.now()).await?;
        }
    }
    super::clean::erase(portal).await
}

/// Looks at files that wait, again and again.
pub async fn keep_scanning(portal: Portal) {
    let Some(scanner) = portal.files.scanner().cloned() else {
        return;
    };
    loop {
        // What fails now is tried again.
        let _ = scan_waiting(&portal).await;
        tokio::time::sleep(scanner.patience).await;
    }
}

#[cfg(test)]
mod tests {
    use super::{Scanner, Verdict, read};

    #[test]
    fn clamd_s_words_are_understood() {
        for (words, verdict) in [
            (&b"stream: OK\0"[..], Some(Verdict::Clean)),
            (b"stream: Eicar-Test-Signature FOUND\0", Some(Verdict::Infected)),
            (b"INSTREAM size limit exceeded. ERROR\0", None),
            (b"", None),
            (b"OK", None),
        ] {
            assert_eq!(read(words), verdict, "{words:?}");
        }
        assert!(Scanner::new("tcp://127.0.0.1:3310", 5).is_ok());
        assert!(Scanner::new("unix:/run/clamd.ctl", 5).is_ok());
        assert!(
            Scanner::new("127.0.0.1:3310", 5)
                .unwrap_err()
                .contains("PORTAL_CLAMD")
        );
    }
}
