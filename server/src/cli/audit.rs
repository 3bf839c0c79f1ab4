//! `lapstream audit verify`.

use super::Failure;
use crate::config;
use backend::ChainReport;

#[derive(clap::Args)]
pub struct AuditArgs {
    #[command(subcommand)]
    command: AuditCommand,
}

#[derive(clap::Subcommand)]
enum AuditCommand {
    /// Look for damaged pages, walk the chains of entries, and say where they were touched; fails if any was
    Verify(config::StoreArgs),
}

pub async fn run(args: AuditArgs) -> Result<(), Failure> {
    let AuditCommand::Verify(store) = args.command;
    // The pages first: of what cannot be read nothing can be said.
    let damage = backend::find_damage(&store.database_url).await?;
    if let Some(damage) = &damage {
        println!("{damage}");
    }
    let chains = backend::verify(&store.database_url).await?;
    let faults = chains.iter().filter(|chain| chain.fault.is_some()).count();
    for chain in &chains {
        println!("{}", describe(chain));
    }
    if damage.is_some() {
        return Err(Failure::Other("The database is damaged.".to_owned()));
    }
    if faults == 0 { Ok(()) } else { Err(Failure::Other(format!("{faults} of {} chains were touched.", chains.len()))) }
}

fn describe(chain: &ChainReport) -> String {
    let name = chain.event.as_deref().map_or_else(|| "venue".to_owned(), |slug| format!("event {slug}"));
    let unsealed = match chain.unsealed {
        0 => String::new(),
        n => format!(" ({n} of them older than the hashing)"),
    };
    match &chain.fault {
        None => format!("{name}: {} entries, whole{unsealed}", chain.entries),
        Some(fault) => {
            let entry = fault.entry.map(|id| format!(" ({id})")).unwrap_or_default();
            format!("{name}: TOUCHED at entry {}{entry}: {}", fault.seq, fault.what)
        }
    }
}
