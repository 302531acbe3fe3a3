import {
  FeeTariffOrder,
  FeeTariffWithdrawal,
  PortalReconSettings,
  ReconCalendarOrder,
  ReconRuleOrder,
  ReconSecondPersonOrder,
  ReconSettingsQuery,
} from './recon-settings.ts';
import { CLOSED, POSTED, type PortalRoute } from './route.ts';

const at = (propertyId: string, rest = ''): string => `/portal/v1/properties/${propertyId}/reconciliation/settings${rest}`;
export const RECON_SETTINGS_PATHS = {
  reconSettings: (propertyId: string) => at(propertyId),
  setReconSecondPerson: (propertyId: string) => at(propertyId, '/second-person'),
  setReconRule: (propertyId: string) => at(propertyId, '/rules'),
  setReconCalendarDay: (propertyId: string) => at(propertyId, '/calendar'),
  addFeeTariff: (propertyId: string) => at(propertyId, '/tariffs'),
  withdrawFeeTariff: (propertyId: string, tariffId: string) => at(propertyId, `/tariffs/${tariffId}/withdraw`),
} as const;

const P = RECON_SETTINGS_PATHS;
const ASKED = [...CLOSED, 'forbidden', 'not-found', 'validation-failed'] as const;
const CHANGED = [...ASKED, ...POSTED] as const;
const SETTINGS = { 200: { description: 'All settings as they are now', schema: PortalReconSettings } } as const;

/** What a hotel has agreed with its acquirers and its own people. */
export const RECON_SETTINGS_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: P.reconSettings('{id}'),
    operationId: 'reconSettings',
    summary: 'Tariffs, terms, the bank’s working days, and the sum above which a second person is needed',
    query: ReconSettingsQuery,
    answers: SETTINGS,
    problems: ASKED,
  },
  {
    method: 'post',
    path: P.setReconSecondPerson('{id}'),
    operationId: 'setReconSecondPerson',
    summary: 'Above which sum a second person agrees to a write-off or a match; owners alone, and nothing that was decided changes',
    body: ReconSecondPersonOrder,
    answers: SETTINGS,
    problems: [...CHANGED, 'step-up-required'],
  },
  {
    method: 'post',
    path: P.setReconRule('{id}'),
    operationId: 'setReconRule',
    summary: 'Terms and tolerances, of the hotel or of one acquirer’s terminals; owners alone',
    body: ReconRuleOrder,
    answers: SETTINGS,
    problems: [...CHANGED, 'step-up-required'],
  },
  {
    method: 'post',
    path: P.setReconCalendarDay('{id}'),
    operationId: 'setReconCalendarDay',
    summary: 'A day on which the banks work, or do not, whatever the calendar says',
    body: ReconCalendarOrder,
    answers: SETTINGS,
    problems: CHANGED,
  },
  {
    method: 'post',
    path: P.addFeeTariff('{id}'),
    operationId: 'addFeeTariff',
    summary: 'A tariff from a day on; closed days keep what they were closed with',
    body: FeeTariffOrder,
    answers: SETTINGS,
    problems: CHANGED,
  },
  {
    method: 'post',
    path: P.withdrawFeeTariff('{id}', '{tariffId}'),
    operationId: 'withdrawFeeTariff',
    summary: 'Withdraw a tariff that was a mistake; closed days keep what they were closed with',
    body: FeeTariffWithdrawal,
    answers: SETTINGS,
    problems: CHANGED,
  },
];
