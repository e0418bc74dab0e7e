-- The desk: whose turn it is, who did what, and figures that need nothing opened.
-- `handed`: the step by which a colleague gave the case away, until its new holder opened it.
-- `reached`: the section of a draft that was saved last. `took`: working days to the decision.
alter table applications add column handed @id;
alter table applications add column reached text;
alter table applications add column received_at bigint;
alter table applications add column asked bigint not null default 0;
alter table applications add column took bigint;
update applications set received_at =
    (select min(at) from application_steps where application = applications.id and step = 'sent')
    where sent_at is not null;
create index applications_free on applications (agency, due_at, id) where state = 'sent' and claimed_by is null;
create index applications_held on applications (claimed_by, due_at, id) where claimed_by is not null;
create index applications_open on applications (agency, due_at, id) where state in ('sent', 'correction');
create index applications_received on applications (agency, received_at);
create index applications_drafts on applications (agency, created_at) where state = 'draft';

-- Who of the officials did it, to whom they gave it, and with which words (sealed).
alter table application_steps add column actor @id;
alter table application_steps add column receiver @id;
alter table application_steps add column note @bytes;

-- Refusals by ground and month (year * 100 + month), apart from the cases: a figure leads to nobody.
create table application_grounds (
    agency text not null,
    service text not null,
    month bigint not null,
    ground text not null,
    n bigint not null,
    primary key (agency, service, month, ground)
);
