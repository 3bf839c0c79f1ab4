//! Ids that follow from others: whoever makes them again makes the same, so that what is repeated is known.

use domain::{Bib, ids::PlayerId};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// The id of the lap that a read stands for where its own was given to another player's before.
pub(crate) fn of_lap_for(read: Uuid, player: PlayerId) -> Uuid {
    made_of(Sha256::new_with_prefix(b"read\0").chain_update(read.as_bytes()).chain_update(player.0.to_be_bytes()))
}

/// The id of the lap that the n-th stroke of a player on a sheet stands for.
pub(crate) fn of_stroke(sheet: Uuid, bib: Bib, no: u32) -> Uuid {
    let sha = Sha256::new_with_prefix(b"stroke\0").chain_update(sheet.as_bytes());
    made_of(sha.chain_update(bib.get().to_be_bytes()).chain_update(no.to_be_bytes()))
}

fn made_of(sha: Sha256) -> Uuid {
    let hash: [u8; 32] = sha.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_follows_from_the_read_and_the_player() {
        let read = Uuid::from_u128(7);
        let [one, same, other] = [1, 1, 2].map(|player| of_lap_for(read, PlayerId(player)));
        assert_eq!(one, same);
        assert!(one != other && one != read && !one.is_nil());
    }
}
