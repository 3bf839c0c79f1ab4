//! `lapstream backup`.

use super::Failure;
use crate::config::StoreArgs;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The new file
    to: PathBuf,
}

pub async fn run(args: BackupArgs) -> Result<(), Failure> {
    backend::backup(&args.store.database_url, &args.to).await?;
    println!("saved to {}", args.to.display());
    Ok(())
}
