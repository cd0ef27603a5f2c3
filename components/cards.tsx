/** Names the script that shows cards over links to places of this site; loaded when the page stands. */
export function Cards({ address }: { address: string }) {
  return address === '' ? null : <span hidden data-later={address} />
}
