-- The naive transaction: one gift, one commit, one statement after the other, as a first version of the fund would do it.
-- Same tables, same constraints, same rows locked: number counter, gift, journal entry with its two postings, two balances,
-- head of the chain, outbox row. It leaves out what the fund does besides: looking for the donor, the idempotency key and its
-- stored answer, the audit entry, the monthly totals, and sending what lies in the outbox.
-- The fund account of the pool is a variable, since pgbench would take the colon in its code for one.
\set amount 1000 * random(10, 10000)
begin;
select last_number + 1 as number, gen_random_uuid() as id from number_counters where book = 'PT' and year = 2024 for update \gset
select sequence + 1 as sequence, hash as previous from journal_head where id = 1 for update \gset
insert into donations (id, number, state, donor_id, donor_name, donor_kind, amount, method, received_on, source_kind, anonymous,
                       search_key, import_key, entry_sequence, unit_path, recorded_at, recorded_by, recorded_by_name, version)
values (:id::uuid, 'PT-2024-' || lpad(:number::text, 6, '0'), 'recorded', :donor::uuid, 'Nhà hảo tâm', 'person', :amount::bigint,
        'transfer', date '2024-05-20', 'DOANH_NGHIEP_TO_CHUC', false, 'nha hao tam', :amount::bigint, :sequence::bigint, '49/', now(),
        'naive', 'naive', 1);
insert into journal_entries (sequence, kind, effective_on, entered_at, entered_by, document, subject_type, subject_id,
                             accounts, amounts, previous_hash, hash)
values (:sequence::bigint, 'donation', date '2024-05-20', now(), 'naive', 'PT-2024-' || lpad(:number::text, 6, '0'), 'donation',
        :id::uuid, array['MONEY', :pool::text], array[:amount::bigint, -:amount::bigint], :previous::bytea,
        sha256(:previous::bytea || convert_to(:id::text || :amount::text, 'UTF8')));
update accounts set balance = balance + :amount::bigint where code = :pool::text;
update accounts set balance = balance + :amount::bigint where code = 'MONEY';
update number_counters set last_number = :number::bigint where book = 'PT' and year = 2024;
update journal_head
set sequence = :sequence::bigint, hash = sha256(:previous::bytea || convert_to(:id::text || :amount::text, 'UTF8')) where id = 1;
insert into outbox_messages (message_id, type, body, created_at)
values (gen_random_uuid(), 'DonationRecorded', jsonb_build_object('donationId', :id::text, 'amount', :amount::bigint), now());
commit;
