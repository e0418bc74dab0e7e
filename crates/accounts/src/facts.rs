//! Which acts have legal weight (S1-143): a right or a duty follows from them, so whoever
//! did them, when and to what must stand beyond doubt. Each is a line of the journal,
//! chained by hash; its owner reads it with its number and fingerprint.

/// Words of these acts in the journal.
pub const LEGAL: [&str; 29] = [
    // Who somebody is to the state.
    "account.created",
    "account.created_by_official",
    "account.created_by_guardian",
    "family.checked",
    "family.ended_by_court",
    "family.grown",
    "account.level",
    "account.contact_changed",
    "account.closed",
    "proofing.request.signed",
    "proofing.decided",
    "proofing.revoked",
    "proofing.certificate.activated",
    "proofing.certificate.ended",
    "inn.linked",
    // What they agreed to.
    "account.terms_agreed",
    "consent.withdrawn",
    "proofing.bank.agreed",
    // What they asked for and what came of it.
    "application.sent",
    "application.correction_asked",
    "application.corrected",
    "application.approved",
    "application.rejected",
    "application.withdrawn",
    "application.issued",
    "application.completed",
    "document.issued",
    "document.revoked",
    "visit.came",
];

/// Has an act legal weight?
#[must_use]
pub fn is_legal(act: &str) -> bool {
    LEGAL.contains(&act)
}
