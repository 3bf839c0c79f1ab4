//! Devices, enrolment codes and refresh tokens.

use super::{Conn, on};
use crate::{
    error::Result,
    records::{DeviceRecord, Stamp},
};
use domain::{Role, Timestamp, device::DeviceView, ids::DeviceId};

#[derive(sqlx::FromRow)]
struct DeviceRow {
    id: i64,
    name: String,
    role: String,
    registered_at: i64,
    last_seen_at: Option<i64>,
    revoked_at: Option<i64>,
    stamp: String,
    stamped_at: Option<i64>,
}

impl From<DeviceRow> for DeviceRecord {
    fn from(row: DeviceRow) -> Self {
        let view = DeviceView {
            id: DeviceId(row.id),
            name: row.name,
            // An unknown role can only be a newer version's: it may look and nothing else.
            role: Role::parse(&row.role).unwrap_or(Role::Viewer),
            registered_at: Timestamp::from_ms(row.registered_at),
            last_seen_at: row.last_seen_at.map(Timestamp::from_ms),
            revoked_at: row.revoked_at.map(Timestamp::from_ms),
        };
        Self { view, stamp: Stamp { part: row.stamp, given_at: row.stamped_at.map(Timestamp::from_ms) } }
    }
}

/// All devices.
pub(crate) async fn list(conn: &mut Conn<'_>) -> Result<Vec<DeviceRecord>> {
    const SQL: &str = "SELECT id, name, role, registered_at, last_seen_at, revoked_at, stamp, stamped_at FROM devices";
    let rows: Vec<DeviceRow> = on!(conn, c => sqlx::query_as(SQL).fetch_all(c).await)?;
    Ok(rows.into_iter().map(DeviceRecord::from).collect())
}

/// One device.
pub(crate) async fn find(conn: &mut Conn<'_>, id: DeviceId) -> Result<Option<DeviceRecord>> {
    const SQL: &str =
        "SELECT id, name, role, registered_at, last_seen_at, revoked_at, stamp, stamped_at FROM devices WHERE id = $1";
    let row: Option<DeviceRow> = on!(conn, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await)?;
    Ok(row.map(DeviceRecord::from))
}

/// Makes a device.
pub(crate) async fn create(
    conn: &mut Conn<'_>,
    name: &str,
    role: Role,
    stamp: &Stamp,
    now: Timestamp,
) -> Result<DeviceId> {
    const SQL: &str = "INSERT INTO devices (name, role, registered_at, last_seen_at, stamp) VALUES ($1, $2, $3, $3, $4) \
                       RETURNING id";
    let id = on!(conn, c => sqlx::query_scalar(SQL)
        .bind(name)
        .bind(role.as_str())
        .bind(now.ms())
        .bind(&stamp.part)
        .fetch_one(c)
        .await)?;
    Ok(DeviceId(id))
}

/// Gives a device's row its stamp.
pub(crate) async fn stamp(conn: &mut Conn<'_>, id: DeviceId, stamp: &Stamp) -> Result<()> {
    const SQL: &str = "UPDATE devices SET stamp = $2, stamped_at = $3 WHERE id = $1";
    let given_at = stamp.given_at.map(Timestamp::ms);
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(&stamp.part).bind(given_at).execute(c).await?; });
    Ok(())
}

/// Gives a device another name.
pub(crate) async fn rename(conn: &mut Conn<'_>, id: DeviceId, name: &str) -> Result<()> {
    on!(conn, c => { sqlx::query("UPDATE devices SET name = $2 WHERE id = $1").bind(id.0).bind(name).execute(c).await?; });
    Ok(())
}

/// Ends a device's rights, and forgets its refresh tokens.
pub(crate) async fn revoke(conn: &mut Conn<'_>, id: DeviceId, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE devices SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(now.ms()).execute(c).await?; });
    delete_tokens(conn, id).await
}

/// Writes when a device was last seen.
pub(crate) async fn saw(conn: &mut Conn<'_>, id: DeviceId, at: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE devices SET last_seen_at = $2 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(at.ms()).execute(c).await?; });
    Ok(())
}

/// Codes that are open now.
pub(crate) async fn count_open_codes(conn: &mut Conn<'_>, now: Timestamp) -> Result<i64> {
    const SQL: &str = "SELECT COUNT(*) FROM enrolment_codes WHERE used_at IS NULL AND expires_at > $1";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(now.ms()).fetch_one(c).await)?)
}

/// A code that is open.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct OpenCode {
    pub(crate) id: i64,
    pub(crate) role: String,
    pub(crate) device_name: String,
    /// The device whose place is taken.
    pub(crate) replaces: Option<i64>,
}

/// The open code of that hash.
pub(crate) async fn find_open_code(conn: &mut Conn<'_>, hash: &[u8], now: Timestamp) -> Result<Option<OpenCode>> {
    const SQL: &str = "SELECT id, role, device_name, replaces FROM enrolment_codes \
                       WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $2";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(hash).bind(now.ms()).fetch_optional(c).await)?)
}

/// A code to be kept.
pub(crate) struct NewCode<'n> {
    pub(crate) hash: &'n [u8],
    pub(crate) role: Role,
    pub(crate) device_name: &'n str,
    /// The device whose place is taken.
    pub(crate) replaces: Option<DeviceId>,
}

/// Keeps a code.
pub(crate) async fn create_code(
    conn: &mut Conn<'_>,
    code: &NewCode<'_>,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<i64> {
    const SQL: &str = "INSERT INTO enrolment_codes (code_hash, role, device_name, created_at, expires_at, replaces) \
                       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    Ok(on!(conn, c => sqlx::query_scalar(SQL)
        .bind(code.hash)
        .bind(code.role.as_str())
        .bind(code.device_name)
        .bind(now.ms())
        .bind(expires_at.ms())
        .bind(code.replaces.map(|device| device.0))
        .fetch_one(c)
        .await)?)
}

/// Marks a code as used.
pub(crate) async fn use_code(conn: &mut Conn<'_>, id: i64, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE enrolment_codes SET used_at = $2 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// A refresh token: its device, its end, and when it was used.
pub(crate) async fn find_token(conn: &mut Conn<'_>, hash: &[u8]) -> Result<Option<(i64, i64, Option<i64>)>> {
    const SQL: &str = "SELECT device_id, expires_at, used_at FROM refresh_tokens WHERE hash = $1";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await)?)
}

/// Keeps a refresh token.
pub(crate) async fn create_token(
    conn: &mut Conn<'_>,
    hash: &[u8],
    device: DeviceId,
    expires_at: Timestamp,
) -> Result<()> {
    const SQL: &str = "INSERT INTO refresh_tokens (hash, device_id, expires_at) VALUES ($1, $2, $3)";
    on!(conn, c => { sqlx::query(SQL).bind(hash).bind(device.0).bind(expires_at.ms()).execute(c).await?; });
    Ok(())
}

/// Marks a refresh token as used.
pub(crate) async fn use_token(conn: &mut Conn<'_>, hash: &[u8], now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE refresh_tokens SET used_at = $2 WHERE hash = $1";
    on!(conn, c => { sqlx::query(SQL).bind(hash).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// Forgets all refresh tokens of a device.
pub(crate) async fn delete_tokens(conn: &mut Conn<'_>, device: DeviceId) -> Result<()> {
    on!(conn, c => { sqlx::query("DELETE FROM refresh_tokens WHERE device_id = $1").bind(device.0).execute(c).await?; });
    Ok(())
}

/// Forgets refresh tokens and codes that ended long ago.
pub(crate) async fn delete_ended(conn: &mut Conn<'_>, now: Timestamp) -> Result<()> {
    on!(conn, c => {
        sqlx::query("DELETE FROM refresh_tokens WHERE expires_at <= $1").bind(now.ms()).execute(&mut *c).await?;
        sqlx::query("DELETE FROM enrolment_codes WHERE expires_at <= $1").bind(now.ms()).execute(c).await?;
    });
    Ok(())
}
