/** A migration that must not go on. The message is for the person who starts the program and names no secret. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
