//! The one writer. It takes what waits, runs each piece of work in a savepoint of one transaction, commits, and only
//! then answers: thirty saves cost one fsync, and nothing is acknowledged that a power cut could take.

use crate::error::Error;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Acquire, Any, AnyConnection, AnyPool, Executor};
use std::future::Future;
use std::pin::Pin;
use tokio::sync::{mpsc, oneshot};

/// The most pieces of work in one transaction.
pub(super) const BATCH: usize = 256;
/// The most that may wait; beyond it requests wait in line before the line.
const LINE: usize = 4_096;

/// What a piece of work returns while it runs.
pub type Working<'c, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'c>>;

/// A piece of work whose result nobody but its asker knows.
trait Job: Send {
    /// Runs; `false` undoes it.
    fn run<'c>(
        &'c mut self,
        connection: &'c mut AnyConnection,
    ) -> Pin<Box<dyn Future<Output = bool> + Send + 'c>>;
    /// Answers, after the commit or its failure.
    fn answer(self: Box<Self>, committed: bool);
}

struct Work<F, T> {
    work: Option<F>,
    result: Option<Result<T, Error>>,
    asker: oneshot::Sender<Result<T, Error>>,
}

impl<F, T> Job for Work<F, T>
where
    F: for<'c> FnOnce(&'c mut AnyConnection) -> Working<'c, T> + Send,
    T: Send,
{
    fn run<'c>(
        &'c mut self,
        connection: &'c mut AnyConnection,
    ) -> Pin<Box<dyn Future<Output = bool> + Send + 'c>> {
        Box::pin(async move {
            let Some(work) = self.work.take() else {
                return false;
            };
            let result = work(connection).await;
            let good = result.is_ok();
            self.result = Some(result);
            good
        })
    }

    fn answer(self: Box<Self>, committed: bool) {
        let result = match self.result {
            // What was only refused is true whether or not the others were committed.
            Some(Err(error)) => Err(error),
            Some(Ok(value)) if committed => Ok(value),
            _ => Err(Error::Unavailable),
        };
        // Whoever asked may have gone; what was written stays.
        let _ = self.asker.send(result);
    }
}

/// Hands work to the writer.
#[derive(Clone)]
pub struct Writer {
    line: mpsc::Sender<Box<dyn Job>>,
    pool: AnyPool,
}

impl Writer {
    /// Starts the writer on a pool of one connection.
    pub fn start(pool: AnyPool) -> Writer {
        let (line, waiting) = mpsc::channel(LINE);
        tokio::spawn(run(pool.clone(), waiting));
        Writer { line, pool }
    }

    /// Has a piece of work done in a transaction; returns after the commit.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: for<'c> FnOnce(&'c mut AnyConnection) -> Working<'c, T> + Send + 'static,
        T: Send + 'static,
    {
        let (asker, answer) = oneshot::channel();
        let job = Box::new(Work {
            work: Some(work),
            result: None,
            asker,
        });
        self.line.send(job).await.map_err(|_| Error::Unavailable)?;
        answer.await.map_err(|_| Error::Unavailable)?
    }

    /// Has one statement run in a transaction; returns after the commit.
    pub async fn execute(&self, statement: Query<'static, Any, AnyArguments>) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                statement.execute(connection).await?;
                Ok(())
            })
        })
        .await
    }

    /// Waits for what is in the line, then closes the connection.
    pub async fn close(&self) {
        let _ = self.write(|_| Box::pin(async { Ok(()) })).await;
        self.pool.close().await;
    }
}

async fn run(pool: AnyPool, mut waiting: mpsc::Receiver<Box<dyn Job>>) {
    let mut batch: Vec<Box<dyn Job>> = Vec::new();
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let committed = match commit(&pool, &mut batch).await {
            Ok(()) => true,
            Err(error) => {
                // Logs the kind.
                let _ = Error::from(error);
                false
            }
        };
        for job in batch.drain(..) {
            job.answer(committed);
        }
    }
}

async fn commit(pool: &AnyPool, batch: &mut [Box<dyn Job>]) -> Result<(), sqlx::Error> {
    let mut connection = pool.acquire().await?;
    let mut transaction = connection.begin().await?;
    for job in batch {
        transaction.execute("savepoint job").await?;
        if !job.run(&mut transaction).await {
            transaction.execute("rollback to savepoint job").await?;
        }
        transaction.execute("release savepoint job").await?;
    }
    transaction.commit().await
}
