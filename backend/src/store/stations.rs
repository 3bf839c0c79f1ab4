//! What stations last said of themselves.

use super::{Conn, on};
use crate::{error::Result, records::Heard};
use domain::{
    Timestamp,
    ids::{DeviceId, EventId, OperatorId},
};
use serde_json::json;

/// All of it.
pub(crate) async fn list(conn: &mut Conn<'_>) -> Result<Vec<(DeviceId, Heard)>> {
    type Row = (i64, i64, Option<i64>, i64, String);
    const SQL: &str = "SELECT device_id, event_id, operator_id, reported_at, report FROM station_reports";
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(SQL).fetch_all(c).await)?;
    let heard = |(device, event, operator, at, report): Row| {
        // What an older version wrote and this one cannot read is as good as nothing: the next word comes in seconds.
        let report = serde_json::from_str(&report).ok()?;
        let operator = operator.map(OperatorId);
        Some((DeviceId(device), Heard { event: EventId(event), operator, at: Timestamp::from_ms(at), report }))
    };
    Ok(rows.into_iter().filter_map(heard).collect())
}

/// Keeps what a station said, unless something newer is kept.
pub(crate) async fn save(conn: &mut Conn<'_>, device: DeviceId, heard: &Heard) -> Result<()> {
    const SQL: &str = "INSERT INTO station_reports (device_id, event_id, operator_id, reported_at, report) \
                       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (device_id) DO UPDATE SET event_id = excluded.event_id, \
                       operator_id = excluded.operator_id, reported_at = excluded.reported_at, report = excluded.report \
                       WHERE excluded.reported_at >= station_reports.reported_at";
    let (operator, report) = (heard.operator.map(|id| id.0), json!(heard.report).to_string());
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(device.0)
            .bind(heard.event.0)
            .bind(operator)
            .bind(heard.at.ms())
            .bind(&report)
            .execute(c)
            .await?;
    });
    Ok(())
}
