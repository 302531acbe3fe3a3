import { NewProperty } from './entry.ts';
import {
  ApiKeyChange,
  NewApiKey,
  PortalApiKey,
  PortalApiKeyList,
  PortalMadeApiKey,
  PortalPropertyDetail,
  PortalPropertyList,
  PropertyChange,
} from './properties.ts';
import { CLOSED, POSTED, type PortalRoute } from './route.ts';

const PROPERTIES = '/portal/v1/properties';

export const PROPERTY_PATHS = {
  properties: PROPERTIES,
  property: (id: string) => `${PROPERTIES}/${id}`,
  apiKeys: (id: string) => `${PROPERTIES}/${id}/api-keys`,
  apiKey: (id: string, keyId: string) => `${PROPERTIES}/${id}/api-keys/${keyId}`,
  revokeApiKey: (id: string, keyId: string) => `${PROPERTIES}/${id}/api-keys/${keyId}/revoke`,
} as const;

/** Hotels: their facts, limits, keys, and what is left to do before the first guest. */
export const PROPERTY_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: PROPERTY_PATHS.properties,
    operationId: 'properties',
    summary: 'Hotels of the person, by name',
    answers: { 200: { description: 'All of them', schema: PortalPropertyList } },
    problems: [...CLOSED, 'forbidden'],
  },
  {
    method: 'post',
    path: PROPERTY_PATHS.properties,
    operationId: 'createProperty',
    summary: 'Add a hotel; whoever adds it is its owner',
    body: NewProperty,
    answers: { 201: { description: 'The hotel', schema: PortalPropertyDetail } },
    problems: [...CLOSED, 'forbidden', 'validation-failed', ...POSTED],
  },
  {
    method: 'get',
    path: PROPERTY_PATHS.property('{id}'),
    operationId: 'property',
    summary: 'One hotel',
    answers: { 200: { description: 'The hotel', schema: PortalPropertyDetail } },
    problems: [...CLOSED, 'forbidden', 'not-found'],
  },
  {
    method: 'patch',
    path: PROPERTY_PATHS.property('{id}'),
    operationId: 'changeProperty',
    summary: 'Change what is named; legal details and limits only by an owner',
    body: PropertyChange,
    answers: { 200: { description: 'The hotel as it is now', schema: PortalPropertyDetail } },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', 'validation-failed', ...POSTED],
  },
  {
    method: 'get',
    path: PROPERTY_PATHS.apiKeys('{id}'),
    operationId: 'apiKeys',
    summary: 'Keys of hotel systems, newest first; never the keys themselves',
    answers: { 200: { description: 'All of them', schema: PortalApiKeyList } },
    problems: [...CLOSED, 'forbidden', 'not-found'],
  },
  {
    method: 'post',
    path: PROPERTY_PATHS.apiKeys('{id}'),
    operationId: 'createApiKey',
    summary: 'Make a key, also in place of another one; it is told once',
    body: NewApiKey,
    answers: { 201: { description: 'The key', schema: PortalMadeApiKey } },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', 'validation-failed', ...POSTED],
  },
  {
    method: 'patch',
    path: PROPERTY_PATHS.apiKey('{id}', '{keyId}'),
    operationId: 'changeApiKey',
    summary: 'Change where calls may come from and how many may come; in force with the next call',
    body: ApiKeyChange,
    answers: { 200: { description: 'The key as it is now', schema: PortalApiKey } },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', 'validation-failed', ...POSTED],
  },
  {
    method: 'post',
    path: PROPERTY_PATHS.revokeApiKey('{id}', '{keyId}'),
    operationId: 'revokeApiKey',
    summary: 'End a key; the same for one that has ended',
    answers: { 204: { description: 'It lets nobody in any more' } },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', ...POSTED],
  },
];
