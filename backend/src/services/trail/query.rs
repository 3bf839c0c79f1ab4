//! What is asked of the audit trail: a filter as it comes in, read whole before anything is looked up.

use crate::store::entries::search::ActorWanted;
use domain::{
    Bib, Problem, Timestamp,
    audit::{ActorKind, AuditFilter},
    change::{self, Kind},
    ids::{DeviceId, OperatorId},
    limits, refusal,
};
use uuid::Uuid;

/// Whose chain is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AskedChain<'f> {
    /// Those of all events, and the venue's.
    All,
    /// The one for what belongs to no event.
    Venue,
    /// An event's, by slug.
    Event(&'f str),
}

/// By whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AskedActor<'f> {
    /// By these and no others.
    These(ActorWanted<'f>),
    /// By all who have this in their name.
    Named(&'f str),
}

/// About what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AskedTarget<'f> {
    /// A player.
    Player(Bib),
    /// Anything else, by kind and id.
    Other(&'f str, &'f str),
}

/// A filter that means something, though there may be nothing that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked<'f> {
    pub(crate) chain: AskedChain<'f>,
    /// An action's name, or the part of it before the dot.
    pub(crate) action: Option<&'f str>,
    pub(crate) actor: Option<AskedActor<'f>>,
    pub(crate) target: Option<AskedTarget<'f>>,
    pub(crate) from: Option<Timestamp>,
    pub(crate) to: Option<Timestamp>,
    /// Only entries older than this one.
    pub(crate) before: Option<Uuid>,
    /// How many entries at most.
    pub(crate) limit: u32,
}

/// Whether only the trail of one player is asked for, which all staff may read.
pub(crate) fn is_of_player(filter: &AuditFilter) -> bool {
    filter.target.as_deref().is_some_and(|target| target.starts_with("player:"))
}

impl<'f> Asked<'f> {
    /// Reads a filter.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid that says what in it means nothing.
    pub(crate) fn parse(filter: &'f AuditFilter) -> Result<Self, Problem> {
        let texts = [&filter.action, &filter.actor, &filter.target];
        if texts.into_iter().flatten().any(|text| text.is_empty() || text.contains('\0')) {
            return Err(Problem::from(refusal::FilterEmpty));
        }
        let limit = filter.limit.unwrap_or(limits::AUDIT_PAGE);
        if !(1..=limits::AUDIT_PAGE_MAX).contains(&limit) {
            return Err(Problem::from(refusal::AskEntriesRange { max: limits::AUDIT_PAGE_MAX }));
        }
        if filter.action.as_deref().is_some_and(|action| !is_known(action)) {
            return Err(Problem::from(refusal::NoSuchAction));
        }
        let before = filter.cursor.as_deref().map(Uuid::parse_str).transpose();
        Ok(Self {
            chain: match filter.event.as_deref() {
                Some("venue") => AskedChain::Venue,
                Some(slug) => AskedChain::Event(slug),
                // Bibs are those of an event.
                None if is_of_player(filter) => AskedChain::Event("current"),
                None => AskedChain::All,
            },
            action: filter.action.as_deref(),
            actor: filter.actor.as_deref().map(actor).transpose()?,
            target: filter.target.as_deref().map(target).transpose()?,
            from: filter.from,
            to: filter.to,
            before: before.map_err(|_| Problem::from(refusal::BadCursor))?,
            limit,
        })
    }
}

/// Whether a filter names an action, or the part of its name before the dot.
fn is_known(name: &str) -> bool {
    name == change::UNDO_FAMILY || Kind::about(name).is_some() || Kind::ALL.iter().any(|known| known.family() == name)
}

fn actor(text: &str) -> Result<AskedActor<'_>, Problem> {
    let (kind, id) = text.split_once(':').map_or((text, None), |(kind, id)| (kind, Some(id)));
    Ok(AskedActor::These(match (ActorKind::parse(kind), id) {
        (Some(ActorKind::Device), Some(id)) => ActorWanted::Device(DeviceId(number(id)?)),
        (Some(ActorKind::Operator), Some(id)) => ActorWanted::Operator(OperatorId(number(id)?)),
        (Some(ActorKind::Admin | ActorKind::System), None) => ActorWanted::Kind(text),
        _ => return Ok(AskedActor::Named(text)),
    }))
}

fn number(text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Problem::from(refusal::ActorForm))
}

fn target(text: &str) -> Result<AskedTarget<'_>, Problem> {
    match text.split_once(':').filter(|(kind, id)| !kind.is_empty() && !id.is_empty()) {
        Some(("player", bib)) => Ok(AskedTarget::Player(Bib::parse(bib)?)),
        Some((kind, id)) => Ok(AskedTarget::Other(kind, id)),
        None => Err(Problem::from(refusal::TargetForm)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(actor: Option<&str>, target: Option<&str>) -> AuditFilter {
        let own = |text: Option<&str>| text.map(str::to_owned);
        AuditFilter { actor: own(actor), target: own(target), ..AuditFilter::default() }
    }

    #[test]
    fn nothing_asked_is_a_page_of_everything() {
        let filter = AuditFilter::default();
        let asked = Asked::parse(&filter).unwrap();
        assert_eq!((asked.chain, asked.limit), (AskedChain::All, limits::AUDIT_PAGE));
        assert!(asked.actor.is_none() && asked.target.is_none() && asked.before.is_none());
    }

    #[test]
    fn an_actor_is_named_by_number_by_kind_or_by_part_of_the_name() {
        let these = AskedActor::These;
        for (text, expected) in [
            ("device:3", these(ActorWanted::Device(DeviceId(3)))),
            ("operator:2", these(ActorWanted::Operator(OperatorId(2)))),
            ("system", these(ActorWanted::Kind("system"))),
            ("adm", AskedActor::Named("adm")),
            ("desk: left", AskedActor::Named("desk: left")),
        ] {
            assert_eq!(Asked::parse(&filter(Some(text), None)).unwrap().actor, Some(expected));
        }
    }

    #[test]
    fn a_player_is_one_of_an_event() {
        let of_player = filter(None, Some("player:7"));
        let asked = Asked::parse(&of_player).unwrap();
        assert_eq!(asked.chain, AskedChain::Event("current"));
        assert_eq!(asked.target, Some(AskedTarget::Player(Bib::new(7).unwrap())));
        let of_lap = filter(None, Some("lap:a:b"));
        let asked = Asked::parse(&of_lap).unwrap();
        assert_eq!((asked.chain, asked.target), (AskedChain::All, Some(AskedTarget::Other("lap", "a:b"))));
    }

    #[test]
    fn what_means_nothing_is_named() {
        for (word, bad) in [
            ("1 to 200", AuditFilter { limit: Some(0), ..AuditFilter::default() }),
            ("no such action", AuditFilter { action: Some("lap.%".into()), ..AuditFilter::default() }),
            ("cursor", AuditFilter { cursor: Some("yesterday".into()), ..AuditFilter::default() }),
            ("numbers", filter(Some("device:x"), None)),
            ("kind and id", filter(None, Some("player"))),
            ("kind and id", filter(None, Some(":7"))),
            ("empty", filter(Some(""), None)),
            ("no entry holds", filter(None, Some("lap:\0"))),
        ] {
            let problem = Asked::parse(&bad).unwrap_err();
            assert!(problem.sentence.contains(word), "{problem}");
        }
    }
}
