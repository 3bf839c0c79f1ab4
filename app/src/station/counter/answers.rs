//! What became of taps and words on their way to the server.

use super::{Counter, NotCounted};
use crate::{
    browser,
    station::{
        courier::News,
        record::{Ending, Job, Record},
        tally::Tapped,
    },
};
use domain::{Timestamp, held::HeldReason, lap::LapStatus};
use leptos::prelude::*;

impl Counter {
    /// Takes over what became of taps on their way.
    pub(super) fn hear(self, news: News) {
        if self.tally.is_disposed() {
            return; // the page was left
        }
        let now_ms = browser::now_ms();
        match news {
            News::Found(records) => self.take_found(&records),
            News::Earlier(kept) => self.mine.add_earlier(kept.iter().map(|kept| (&kept.record, kept.ending.held))),
            News::Leaving(jobs) => self.tally.update(|tally| {
                for (id, takes_back) in jobs {
                    tally.sent(&[id], takes_back, |bib| self.board_laps(bib));
                }
            }),
            News::Ended(record, ending) => self.take_ending(&record, ending, now_ms),
            News::TakenBack(record, refused) => self.tally.update(|tally| {
                let id = record.id().0;
                tally.confirmed(id, true, now_ms);
                if refused.is_some() {
                    tally.does_not_count(id, now_ms);
                }
            }),
            News::Told => self.tidy(),
        }
    }

    /// What waited on the disk is shown as counted again, as it was before the page was closed.
    fn take_found(self, records: &[Record]) {
        self.found.update_value(|found| found.extend(records.iter().flat_map(Record::changes).map(|(id, _)| id)));
        self.tally.update(|tally| {
            for record in records {
                if let Some(wrong) = record.takes_back().filter(|tap| tap.lap.bib.stranger_letter().is_none()) {
                    tally.undo(Tapped::of(wrong));
                }
                if let Some(tap) = record.counts().filter(|tap| tap.lap.bib.stranger_letter().is_none()) {
                    tally.tap(Tapped::of(tap));
                }
                if let Job::Adjust { bib, input, .. } = &record.job {
                    let at = input.at.unwrap_or_else(|| Timestamp::from_ms(record.local_ms()));
                    tally.adjust(input.id, *bib, at, input.laps.get());
                }
            }
        });
        for record in records {
            self.said.add(record);
        }
        self.mine.add_earlier(records.iter().map(|record| (record, false)));
    }

    fn take_ending(self, record: &Record, ending: Ending, now_ms: i64) {
        let (id, bib) = (record.id().0, record.bib());
        if matches!(record.job, Job::Call { .. }) {
            self.said.ended(id, ending.status == LapStatus::Rejected);
            self.feed.reload();
        }
        let wrong = record.takes_back().map(|tap| tap.lap.id);
        let waits_for = ending.waits_for();
        if ending.held && waits_for == Some(HeldReason::OtherTally) {
            // It counts in this tablet's own tally, which comes with the lane.
            self.tally.update(|tally| {
                tally.confirmed(id, false, now_ms);
                if let Some(wrong) = wrong {
                    tally.confirmed(wrong, true, now_ms);
                }
            });
            self.feed.reload();
            return;
        }
        let held = match ending.status {
            LapStatus::Duplicate if ending.held => true,
            LapStatus::Counted | LapStatus::Duplicate => {
                // What was here before the page was opened is in the board that it was opened with.
                let in_board = ending.status == LapStatus::Duplicate && self.found.with_value(|all| all.contains(&id));
                self.tally.update(|tally| {
                    if in_board {
                        tally.does_not_count(id, now_ms);
                    } else {
                        tally.confirmed(id, false, now_ms);
                    }
                    if let Some(wrong) = wrong {
                        if in_board {
                            tally.does_not_count(wrong, now_ms);
                        }
                        tally.confirmed(wrong, true, now_ms);
                    }
                });
                return;
            }
            // Laps of somebody unknown are held until it is known who it is, as the card says.
            LapStatus::Held if bib.stranger_letter().is_some() => return,
            LapStatus::Held => true,
            LapStatus::Rejected => false,
        };
        self.tally.update(|tally| {
            tally.does_not_count(id, now_ms);
            if let Some(wrong) = wrong {
                tally.confirmed(wrong, true, now_ms);
            }
        });
        // What both tablets tapped is asked by itself.
        let is_asked = waits_for == Some(HeldReason::BothCounted);
        if !is_asked && !self.courier.queue.with_untracked(|queue| queue.takes_back(id)) {
            let (reason, word) = (ending.because(), record.counts().is_none());
            self.not_counted.update(|all| all.push(NotCounted { id, bib, held, word, reason }));
        }
    }
}
