import { PortalAlarm, PortalAlarmList, PortalAlarmQuery } from './alarms.ts';
import { CLOSED, POSTED, type PortalRoute } from './route.ts';

const ALARMS = '/portal/v1/alarms';

export const ALARM_PATHS = {
  alarms: ALARMS,
  acknowledgeAlarm: (id: string) => `${ALARMS}/${id}/acknowledge`,
  takeAlarm: (id: string) => `${ALARMS}/${id}/take`,
} as const;

/** What a person should look at. */
export const ALARM_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: ALARM_PATHS.alarms,
    operationId: 'listAlarms',
    summary: "Alarms of the person's properties, newest first",
    query: PortalAlarmQuery,
    answers: { 200: { description: 'One page', schema: PortalAlarmList } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'post',
    path: ALARM_PATHS.acknowledgeAlarm('{id}'),
    operationId: 'acknowledgeAlarm',
    summary: 'Say that this person looks at it; the first one stays named',
    answers: { 200: { description: 'The alarm', schema: PortalAlarm } },
    problems: [...CLOSED, 'forbidden', 'not-found', ...POSTED],
  },
  {
    method: 'post',
    path: ALARM_PATHS.takeAlarm('{id}'),
    operationId: 'takeAlarm',
    summary: 'Take it in hand; from another person, too',
    answers: { 200: { description: 'The alarm', schema: PortalAlarm } },
    problems: [...CLOSED, 'forbidden', 'not-found', ...POSTED],
  },
];
