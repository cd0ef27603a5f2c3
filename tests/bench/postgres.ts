/** Databases on the bench's own PostgreSQL. */
import pg from 'pg'

/** Makes an empty database; answers its address. */
export async function aDatabaseOn(socket: string, name: string): Promise<string> {
  const client = new pg.Client({ host: socket, user: 'colloquy', database: 'postgres' })
  await client.connect()
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  await client.end()
  return `postgres://colloquy@/${name}?host=${encodeURIComponent(socket)}`
}
