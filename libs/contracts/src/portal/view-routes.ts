import { CLOSED, POSTED, type PortalRoute } from './route.ts';
import {
  DefaultView,
  NewView,
  PortalChosenView,
  PortalChosenViewQuery,
  PortalView,
  PortalViewList,
  PortalViewsQuery,
  ViewChange,
  ViewShare,
} from './views.ts';

const VIEWS = '/portal/v1/views';
const view = (id: string): string => `${VIEWS}/${id}`;

export const VIEW_PATHS = {
  views: VIEWS,
  chosenView: `${VIEWS}/chosen`,
  defaultView: `${VIEWS}/default`,
  view,
  removeView: (id: string) => `${view(id)}/remove`,
  shareView: (id: string) => `${view(id)}/share`,
} as const;

const READ = [...CLOSED, 'forbidden', 'validation-failed'] as const;
const CHANGED = [...READ, ...POSTED] as const;
const ONE = { description: 'The view', schema: PortalView };

/** Saved views of lists. They say what to ask for; what is answered is what the reader may see anyway. */
export const VIEW_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: VIEW_PATHS.views,
    operationId: 'listViews',
    summary: 'The person’s own views of a list, and those that are shared with the staff of their hotels',
    query: PortalViewsQuery,
    answers: { 200: { description: 'Views', schema: PortalViewList } },
    problems: READ,
  },
  {
    method: 'get',
    path: VIEW_PATHS.chosenView,
    operationId: 'chosenView',
    summary: 'The view that an address names, and the one that the list opens with',
    query: PortalChosenViewQuery,
    answers: { 200: { description: 'Both, where they are', schema: PortalChosenView } },
    problems: READ,
  },
  {
    method: 'post',
    path: VIEW_PATHS.views,
    operationId: 'createView',
    summary: 'Save a list as it is looked at; for the person alone until it is shared',
    body: NewView,
    answers: { 201: ONE },
    problems: CHANGED,
  },
  {
    method: 'patch',
    path: view('{id}'),
    operationId: 'changeView',
    summary: 'Another name, or other conditions; the hotel’s manager renames what others share',
    body: ViewChange,
    answers: { 200: ONE },
    problems: [...CHANGED, 'not-found'],
  },
  {
    method: 'post',
    path: VIEW_PATHS.shareView('{id}'),
    operationId: 'shareView',
    summary: 'Share one’s own view with the staff of a hotel, or take it back',
    body: ViewShare,
    answers: { 200: ONE },
    problems: [...CHANGED, 'not-found'],
  },
  {
    method: 'post',
    path: VIEW_PATHS.removeView('{id}'),
    operationId: 'removeView',
    summary: 'Remove a view, for everybody who has it',
    answers: { 204: { description: 'Removed' } },
    problems: [...CLOSED, 'forbidden', 'not-found', ...POSTED],
  },
  {
    method: 'post',
    path: VIEW_PATHS.defaultView,
    operationId: 'setDefaultView',
    summary: 'What a list opens with, for this person',
    body: DefaultView,
    answers: { 204: { description: 'Kept' } },
    problems: [...CHANGED, 'not-found'],
  },
];
