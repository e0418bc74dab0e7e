-- The texts that were agreed to, by their hash: a consent of years ago is shown as it was.
create table consent_texts (
    hash text primary key,
    content text not null
);
create index consents_given on consents (owner, given_at);
