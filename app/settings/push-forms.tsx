import { assets } from '@/config/assets'
import { pushKeys } from '@/config/push-keys'
import { Time } from '@/components/time'
import type { Device } from '@/forum/push'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** Notices on this device: off until its owner switches them on, which takes a script; taking a device off the list takes none. */
export function Devices({ devices }: { devices: readonly Device[] }) {
  const { push } = assets()
  return (
    <>
      <p className="soft">{t('A browser can show what you chose above to hear of at once, while this site is not open. It goes through the service of the browser’s maker, which sees that something is sent, not what. It comes also while you are signed out here: on a device that others use too, leave it off. Signing out everywhere, or a new password, ends it on all devices.')}</p>
      {devices.length === 0 ? null : (
        <ul className="sessions">
          {devices.map(device => (
            <li key={device.id} data-endpoint={device.endpoint}>
              <span><span data-device="">{device.label === '' ? t('A browser') : device.label}</span><span className="small faint block">{worded('Since {0}, by {1}', <Time date={device.createdAt} />, device.service)}</span></span>
              <form method="post" action="/forms/push-remove"><input type="hidden" name="id" value={device.id} /><button className="btn compact">{worded('Remove{0}', <span className="vh"> {device.label}</span>)}</button></form>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-4" data-push={pushKeys().publicKey} hidden>
        <button type="button" className="btn">{t('Switch on for this device')}</button>
        <p className="hint" role="status" />
      </div>
      <p className="hint without-script">{t('To switch it on, the browser needs to run a script of this site.')}</p>
      {push === '' ? null : <script type="module" src={push} />}
    </>
  )
}
