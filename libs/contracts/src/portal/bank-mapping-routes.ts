import { PortalBankFile } from './bank-files.ts';
import {
  BankFileSampleQuery,
  DescribeBankFile,
  PortalBankFileSample,
  PortalBankMapping,
  PortalBankMappingList,
  PortalMappingPreview,
  PreviewBankMapping,
  SaveBankMapping,
} from './bank-mappings.ts';
import { CLOSED, POSTED, type PortalRoute } from './route.ts';

const FILES = '/portal/v1/bank-files';

export const BANK_MAPPING_PATHS = {
  bankMappings: (propertyId: string) => `/portal/v1/properties/${propertyId}/bank-mappings`,
  bankFileSample: (id: string) => `${FILES}/${id}/sample`,
  previewBankMapping: (id: string) => `${FILES}/${id}/preview`,
  describeBankFile: (id: string) => `${FILES}/${id}/describe`,
} as const;

const CHANGE = [...CLOSED, 'forbidden', 'not-found', 'validation-failed', ...POSTED] as const;

/** Tables that a hotel has described itself. */
export const BANK_MAPPING_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: BANK_MAPPING_PATHS.bankMappings('{id}'),
    operationId: 'bankMappings',
    summary: 'Descriptions of tables of a hotel, with every version',
    answers: { 200: { description: 'All of them, by name', schema: PortalBankMappingList } },
    problems: [...CLOSED, 'forbidden', 'not-found'],
  },
  {
    method: 'post',
    path: BANK_MAPPING_PATHS.bankMappings('{id}'),
    operationId: 'saveBankMapping',
    summary: 'Save a description, or a new version of one; lines that were read by an older version stay as they are',
    body: SaveBankMapping,
    answers: { 201: { description: 'The description', schema: PortalBankMapping } },
    problems: [...CHANGE, 'bank-mapping-changed', 'bank-mapping-name-taken'],
  },
  {
    method: 'get',
    path: BANK_MAPPING_PATHS.bankFileSample('{id}'),
    operationId: 'bankFileSample',
    summary: 'The first rows of a kept table, without card numbers, and what it seems to be',
    query: BankFileSampleQuery,
    answers: { 200: { description: 'The rows', schema: PortalBankFileSample } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed', 'bank-file-decided', 'bank-file-not-kept'],
  },
  {
    method: 'post',
    path: BANK_MAPPING_PATHS.previewBankMapping('{id}'),
    operationId: 'previewBankMapping',
    summary: 'What the first rows would give by a description that is not saved yet',
    body: PreviewBankMapping,
    answers: { 200: { description: 'Lines, and rows with an error', schema: PortalMappingPreview } },
    problems: [...CHANGE, 'bank-file-decided', 'bank-file-not-kept'],
  },
  {
    method: 'post',
    path: BANK_MAPPING_PATHS.describeBankFile('{id}'),
    operationId: 'describeBankFile',
    summary: 'Read a kept file by a saved description; it counts for nothing before it is taken',
    body: DescribeBankFile,
    answers: { 201: { description: 'The file that takes its place', schema: PortalBankFile } },
    problems: [...CHANGE, 'bank-file-decided', 'bank-file-not-kept', 'bank-mapping-changed', 'bank-mapping-unfit'],
  },
];
