/**
 * How a person knows a line again, as one JSON column `look`: what a payment, a line of a registry, a posting or an entry of
 * an account shows of itself. `of` has `property_id`, `side` and `ref`, whose order of letters may be that of the results: lines are
 * found in their own.
 */
export const lineLook = (of: string): string => `
  left join lateral (
    select json_build_object('paymentId', p.id, 'fileName', null, 'row', null, 'tid', coalesce(p.result_tid, t.tid), 'rrn', p.rrn,
      'authCode', p.auth_code, 'cardMask', p.card_mask,
      'at', to_char(p.created_at at time zone h.time_zone, 'YYYY-MM-DD"T"HH24:MI:SS'),
      'text', nullif(concat_ws(', ', nullif(p.guest_name, ''), nullif(p.room, '')), '')) as look, t.name as terminal, p.card_brand as brand
    from payment p join terminal t on t.id = p.terminal_id join property h on h.id = p.property_id
    where ${of}.side = 'gateway' and p.id = case when ${of}.side = 'gateway' then ${of}.ref::uuid end
    union all
    (select json_build_object('paymentId', null, 'fileName', f.name, 'row', l.row_no, 'tid', l.tid, 'rrn', l.rrn,
      'authCode', l.auth_code, 'cardMask', l.card_mask, 'at', to_char(l.operated_on + coalesce(l.operated_time, '00:00'::time), 'YYYY-MM-DD"T"HH24:MI:SS'),
      'text', l.outlet), null, l.payment_system
    from registry_line l join bank_file f on f.id = l.file_id
    where ${of}.side = 'bank' and l.property_id = ${of}.property_id and l.identity = ${of}.ref collate "default" and f.state in ('taken', 'taken_back')
    order by f.state, f.id, l.line_no limit 1)
    union all
    (select json_build_object('paymentId', null, 'fileName', f.name, 'row', l.row_no, 'tid', l.tid, 'rrn', l.rrn,
      'authCode', l.auth_code, 'cardMask', l.card_mask, 'at', to_char(coalesce(l.posted_on, l.business_day) + coalesce(l.posted_time, '00:00'::time), 'YYYY-MM-DD"T"HH24:MI:SS'),
      'text', nullif(concat_ws(', ', nullif(l.guest, ''), nullif(l.room, ''), nullif(l.folio, '')), '')), null, null
    from posting_line l join bank_file f on f.id = l.file_id
    where ${of}.side = 'pms' and l.property_id = ${of}.property_id and l.identity = ${of}.ref collate "default" and f.state in ('taken', 'taken_back')
    order by f.state, f.id, l.line_no limit 1)
    union all
    (select json_build_object('paymentId', null, 'fileName', f.name, 'row', l.row_no, 'tid', null, 'rrn', l.document_number,
      'authCode', null, 'cardMask', null, 'at', to_char(l.booked_on, 'YYYY-MM-DD'), 'text', l.purpose), null, null
    from statement_entry l join bank_file f on f.id = l.file_id
    where ${of}.side = 'statement' and l.property_id = ${of}.property_id and l.identity = ${of}.ref collate "default" and f.state in ('taken', 'taken_back')
    order by f.state, f.id, l.line_no limit 1)
  ) looked on true`;
