import {
  BankFileLinesQuery,
  BankFileListQuery,
  BankFileProblemsQuery,
  PortalBankFile,
  PortalBankFileLines,
  PortalBankFileList,
  PortalBankFileProblems,
  TakeBackBankFile,
  UploadBankFile,
} from './bank-files.ts';
import { CLOSED, POSTED, type PortalRoute } from './route.ts';

const FILES = '/portal/v1/bank-files';

export const BANK_FILE_PATHS = {
  bankFiles: (propertyId: string) => `/portal/v1/properties/${propertyId}/bank-files`,
  bankFile: (id: string) => `${FILES}/${id}`,
  bankFileProblems: (id: string) => `${FILES}/${id}/problems`,
  bankFileLines: (id: string) => `${FILES}/${id}/lines`,
  takeBankFile: (id: string) => `${FILES}/${id}/take`,
  throwAwayBankFile: (id: string) => `${FILES}/${id}/throw-away`,
  takeBackBankFile: (id: string) => `${FILES}/${id}/take-back`,
} as const;

const CHANGE = [...CLOSED, 'forbidden', 'not-found', ...POSTED] as const;

/** Registries, statements and journals of a hotel. */
export const BANK_FILE_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: BANK_FILE_PATHS.bankFiles('{id}'),
    operationId: 'bankFiles',
    summary: 'Files of a hotel, the newest first',
    query: BankFileListQuery,
    answers: { 200: { description: 'A page of them', schema: PortalBankFileList } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'post',
    path: BANK_FILE_PATHS.bankFiles('{id}'),
    operationId: 'uploadBankFile',
    summary: 'Read a file (the bytes themselves, `application/octet-stream`) without taking it: what it would add, and every row with an error',
    query: UploadBankFile,
    upload: true,
    answers: { 201: { description: 'What was read of it; a file that is no good is `refused`', schema: PortalBankFile } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed', 'payload-too-large', 'unsupported-media-type'],
  },
  {
    method: 'get',
    path: BANK_FILE_PATHS.bankFile('{id}'),
    operationId: 'bankFile',
    summary: 'One file',
    answers: { 200: { description: 'The file', schema: PortalBankFile } },
    problems: [...CLOSED, 'forbidden', 'not-found'],
  },
  {
    method: 'get',
    path: BANK_FILE_PATHS.bankFileProblems('{id}'),
    operationId: 'bankFileProblems',
    summary: 'Rows that were not taken, in the order of the file',
    query: BankFileProblemsQuery,
    answers: { 200: { description: 'A page of them', schema: PortalBankFileProblems } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'get',
    path: BANK_FILE_PATHS.bankFileLines('{id}'),
    operationId: 'bankFileLines',
    summary: 'Lines that the file adds, or those that were there already and where, in the order of the file',
    query: BankFileLinesQuery,
    answers: { 200: { description: 'A page of them', schema: PortalBankFileLines } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'post',
    path: BANK_FILE_PATHS.takeBankFile('{id}'),
    operationId: 'takeBankFile',
    summary: 'Let its lines count; those that count already do not count twice',
    answers: { 200: { description: 'The file', schema: PortalBankFile } },
    problems: [...CHANGE, 'step-up-required', 'bank-file-decided', 'bank-file-known'],
  },
  {
    method: 'post',
    path: BANK_FILE_PATHS.throwAwayBankFile('{id}'),
    operationId: 'throwAwayBankFile',
    summary: 'Forget a file that was only read',
    answers: { 200: { description: 'The file', schema: PortalBankFile } },
    problems: [...CHANGE, 'bank-file-decided'],
  },
  {
    method: 'post',
    path: BANK_FILE_PATHS.takeBackBankFile('{id}'),
    operationId: 'takeBackBankFile',
    summary: 'Undo the whole file: its lines count no more, and stay to be read',
    body: TakeBackBankFile,
    answers: { 200: { description: 'The file', schema: PortalBankFile } },
    problems: [...CHANGE, 'validation-failed', 'bank-file-decided'],
  },
];
