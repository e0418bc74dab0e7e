-- A case stays with the edition of its service that it was sent under: a hash of its folder.
alter table applications add column edition text;

-- Every edition that has been in the catalogue of this portal; `pack` is the folder as a ZIP.
create table service_editions (
    edition text primary key,
    service text not null,
    version bigint not null,
    kept_at bigint not null,
    pack @bytes not null
);
create index service_editions_service on service_editions (service, kept_at);
