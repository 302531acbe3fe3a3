// @ts-check

/**
 * Which room may use which: one line per tag of a `project.json`. The picture is in docs/architecture.md.
 * @type {Record<string, string[]>}
 */
const DIRECTIONS = {
  'type:domain': [],
  'type:contracts': ['type:domain'],
  'type:logging': ['type:domain'],
  'type:terminals-core': ['type:domain'],
  'type:transports': ['type:terminals-core', 'type:domain'],
  // Protocols never see each other, the database or the web framework: a new one is a room of its own.
  'type:protocol': ['type:terminals-core', 'type:domain'],
  'type:registry': ['type:protocol', 'type:terminals-core', 'type:domain'],
  // Checks every protocol room against the same rules. Nobody may use it: what checks the product is no part of it.
  'type:conformance': ['type:domain', 'type:terminals-core', 'type:transports', 'type:protocol', 'type:registry', 'type:testing'],
  'type:persistence': ['type:domain'],
  // Tables for people's programs, written row after row; it knows nothing of what stands in them.
  'type:table-files': [],
  // Files from outside: nothing of the database or the web is in reach of what reads them.
  'type:bank-files': ['type:domain', 'type:table-files'],
  'type:testing': ['type:domain', 'type:terminals-core', 'type:persistence'],
  'type:database': ['type:domain', 'type:contracts', 'type:persistence', 'type:bank-files', 'type:terminals-core', 'type:protocol', 'type:registry'],
  'type:gateway-app': [
    'type:domain',
    'type:contracts',
    'type:logging',
    'type:persistence',
    'type:bank-files',
    'type:table-files',
    'type:terminals-core',
    'type:transports',
    'type:protocol',
    'type:registry',
  ],
  'type:simulator-app': ['type:domain', 'type:bank-files', 'type:terminals-core', 'type:transports', 'type:protocol', 'type:registry'],
  'type:portal-app': ['type:domain', 'type:contracts'],
  // The administration commands register what the portal does not register yet.
  'type:tools': ['type:domain', 'type:contracts', 'type:persistence', 'type:bank-files', 'type:table-files', 'type:terminals-core', 'type:registry'],
  'type:e2e': ['type:domain', 'type:contracts'],
};

/** The version, told in one place. */
const SHARED_FILES = ['^(\\.\\./)+package\\.json$'];
/** What tests hold the product against: bank files whose truth is known. */
const JUDGES = ['^(\\.\\./)+tools/recon-generator/'];
/** What reads a paper of ours as its reader would, also from outside. */
const PAPER_READER = ['^(\\.\\./)+apps/gateway/test/pdf-text\\.ts$'];

/** All tags: every project has exactly one of them. */
export const KNOWN_TAGS = Object.keys(DIRECTIONS);

/**
 * The options of `@nx/enforce-module-boundaries`.
 * @param {{inTests: boolean}} options tests may also use the testing room
 */
export function boundaries({ inTests }) {
  const depConstraints = Object.entries(DIRECTIONS).map(([sourceTag, targets]) => ({
    sourceTag,
    onlyDependOnLibsWithTags: inTests ? [...targets, 'type:testing'] : targets,
  }));
  // Tests of the rooms that the testing room is built on use it too; production code cannot, by the list above.
  const ignoredCircularDependencies = inTests ? ['domain', 'terminals-core', 'persistence'].map((room) => ['testing', room]) : [];
  return {
    enforceBuildableLibDependency: false,
    banTransitiveDependencies: false,
    allow: inTests ? [...SHARED_FILES, ...JUDGES, ...PAPER_READER] : SHARED_FILES,
    depConstraints,
    ignoredCircularDependencies,
  };
}
