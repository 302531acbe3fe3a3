import type { NamedMapping } from '@payport/bank-files';
import type { BankMappingDefinition, PortalBankMapping } from '@payport/contracts';
import type { Queryable } from '../../audit/index.ts';

/** What versions that were saved before these were asked about do not say: all were registries with a header. */
const UNSAID = { target: 'bank', account: null, headless: false } as const;
type Stored = Omit<BankMappingDefinition, keyof typeof UNSAID> & Partial<BankMappingDefinition>;

interface VersionRow {
  readonly mapping_id: string;
  readonly version: number;
  readonly name: string;
  readonly active: boolean;
  readonly definition: Stored;
  readonly made_at: Date;
  readonly made_by: string;
  readonly made_name: string;
  readonly files: number;
}

const VERSIONS = `
  select v.mapping_id, v.version, v.name, v.active, v.definition, v.made_at, v.made_by, v.made_name, (
    select count(*)::integer from bank_file f
    where f.property_id = m.property_id and f.state = 'taken' and f.parts @> jsonb_build_array(jsonb_build_object('mapping', jsonb_build_object('id', m.id::text)))
  ) as files
  from bank_mapping_version v join bank_mapping m on m.id = v.mapping_id`;
const NEWEST = `
  select distinct on (v.mapping_id) v.mapping_id, v.version, v.name, v.active, v.definition
  from bank_mapping_version v join bank_mapping m on m.id = v.mapping_id where m.property_id = $1 order by v.mapping_id, v.version desc`;

const toVersion = (row: VersionRow): PortalBankMapping['versions'][number] => ({
  version: row.version,
  name: row.name,
  active: row.active,
  definition: { ...UNSAID, ...row.definition },
  made: { at: row.made_at.toISOString(), by: { id: row.made_by, name: row.made_name } },
});

/** Every mapping of a hotel with all its versions, by name. */
export async function mappingsOf(db: Queryable, propertyId: string, only: string | null = null): Promise<PortalBankMapping[]> {
  const { rows } = await db.query<VersionRow>(
    `${VERSIONS} where m.property_id = $1 and ($2::uuid is null or m.id = $2) order by v.mapping_id, v.version desc`,
    [propertyId, only],
  );
  const mappings = new Map<string, PortalBankMapping>();
  for (const row of rows) {
    const known = mappings.get(row.mapping_id);
    if (known === undefined) mappings.set(row.mapping_id, { id: row.mapping_id, files: row.files, versions: [toVersion(row)] });
    else known.versions.push(toVersion(row));
  }
  const nameOf = ({ versions }: PortalBankMapping): string => versions[0]?.name ?? '';
  return [...mappings.values()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'ru'));
}

const toNamed = ({ mapping_id, version, name, definition }: VersionRow): NamedMapping => ({
  mark: { id: mapping_id, version, name },
  definition: { ...UNSAID, ...definition },
});

/** What reads the hotel's next file: the newest version of each, where it is active. */
export async function activeMappings(db: Queryable, propertyId: string): Promise<readonly NamedMapping[]> {
  const { rows } = await db.query<VersionRow>(NEWEST, [propertyId]);
  return rows.filter(({ active }) => active).map(toNamed);
}

/** The newest version of one, if it is this one. */
export async function newestMapping(
  db: Queryable,
  propertyId: string,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<NamedMapping | null> {
  const { rows } = await db.query<VersionRow>(NEWEST, [propertyId]);
  const row = rows.find(({ mapping_id }) => mapping_id === id);
  return row?.version === version ? toNamed(row) : null;
}
