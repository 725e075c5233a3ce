// All texts, in the phone's language: English, German or Simplified Chinese.

const ENGLISH = {
  live: 'Live', connecting: 'Connecting', waiting: 'Ready, nobody is watching', hidden: 'Paused', start: 'Starting',
  gone: 'Computer not reachable', refused: 'Not connected', denied: 'No camera', lost: 'Camera stopped', unpaired: 'Not paired',
  asking: 'Asking for the camera', enhanced: 'enhanced here', raw: 'enhanced on the computer',
  unpairedTitle: 'Pair this phone',
  unpairedText: 'On the computer, open LowLight Cam and choose “Use a phone”. Then scan the code with this phone’s camera.',
  askingTitle: 'May this page use the camera?',
  askingText: 'Please allow it. The picture goes to your computer only, encrypted.',
  deniedTitle: 'The camera is not allowed',
  deniedChrome: 'Tap the lock or sliders sign left of the address, then Permissions, Camera, Allow.\nAlso in Android: Settings, Apps, your browser, Permissions, Camera.',
  deniedSafari: 'Tap “aA” left of the address, then Website Settings, Camera, Allow.',
  deniedFirefox: 'Tap the lock left of the address, then allow the camera.',
  insecureText: 'A browser gives a camera only to a secure page. Open the address from the code again: it begins with https.',
  lostTitle: 'The camera has stopped',
  lostText: 'Another app may use it. It is tried again by itself.',
  noneTitle: 'There is no camera', noneText: 'This device shows no camera to the browser.',
  goneTitle: 'Looking for the computer', goneText: 'Is LowLight Cam running there, and is this phone in the same Wi-Fi?',
  refusedToken: 'The code was used already or is too old. Show a new one on the computer and scan it.',
  refusedForgotten: 'The computer does not know this phone (any more). Pair it again: choose “Use a phone” there and scan the code.',
  refusedReplaced: 'This phone is connected in another tab.',
  refusedBusy: 'Another phone is connected to the computer. This one is connected as soon as that one has left.',
  refusedOther: 'The computer ended the connection.',
  hiddenTitle: 'Paused', hiddenText: 'The picture goes on when this page is in front again.',
  retry: 'Try again', retryIn: 'Next try in {n} s', use: 'Use it here',
  before: 'Before', after: 'After', enhance: 'Brighten', auto: 'Auto', on: 'On', off: 'Off', strength: 'Strength',
  zoom: 'Zoom', exposure: 'Exposure', camera: 'Camera', front: 'Front', rear: 'Rear', size: 'Size', rate: 'Pictures a second',
  asComputer: 'As the computer wants', autoRate: 'Auto: fewer in the dark', mirror: 'Mirror', details: 'Details',
  forget: 'Unpair this phone', flip: 'Other camera', torch: 'Light', compare: 'Before and after', more: 'More',
  hot: 'The phone gets hot. A smaller size or fewer pictures help.', batteryLow: 'The battery is low: {n} %.',
  awake: 'This browser lets the screen go dark: keep it on in the phone’s settings.',
  computer: 'Computer', link: 'Way there and back', delay: 'Delay', sends: 'Sends', takes: 'A frame takes', runs: 'Network runs on',
  tried: 'Tried', none: 'the computer', brightened: 'Brightened by', passed: 'in use', ms: '{n} ms', fps: '{n} fps', mbps: '{n} Mbit/s',
  split: 'Where before and after meet',
};

const GERMAN = {
  live: 'Live', connecting: 'Verbinde', waiting: 'Bereit, niemand sieht zu', hidden: 'Pause', start: 'Startet',
  gone: 'Computer nicht erreichbar', refused: 'Nicht verbunden', denied: 'Keine Kamera', lost: 'Kamera hat gestoppt', unpaired: 'Nicht gekoppelt',
  asking: 'Fragt nach der Kamera', enhanced: 'hier aufgehellt', raw: 'am Computer aufgehellt',
  unpairedTitle: 'Dieses Telefon koppeln',
  unpairedText: 'Öffne auf dem Computer LowLight Cam und wähle „Telefon verwenden“. Scanne dann den Code mit der Kamera dieses Telefons.',
  askingTitle: 'Darf diese Seite die Kamera benutzen?',
  askingText: 'Bitte erlauben. Das Bild geht nur an deinen Computer, verschlüsselt.',
  deniedTitle: 'Die Kamera ist nicht erlaubt',
  deniedChrome: 'Tippe auf das Schloss oder die Regler links neben der Adresse, dann Berechtigungen, Kamera, Zulassen.\nAuch in Android: Einstellungen, Apps, dein Browser, Berechtigungen, Kamera.',
  deniedSafari: 'Tippe auf „aA“ links neben der Adresse, dann Website-Einstellungen, Kamera, Erlauben.',
  deniedFirefox: 'Tippe auf das Schloss links neben der Adresse und erlaube die Kamera.',
  insecureText: 'Browser geben die Kamera nur einer sicheren Seite. Öffne die Adresse aus dem Code neu: Sie beginnt mit https.',
  lostTitle: 'Die Kamera hat gestoppt',
  lostText: 'Vielleicht benutzt sie eine andere App. Es wird von selbst wieder versucht.',
  noneTitle: 'Es gibt keine Kamera', noneText: 'Dieses Gerät zeigt dem Browser keine Kamera.',
  goneTitle: 'Suche den Computer', goneText: 'Läuft dort LowLight Cam, und ist dieses Telefon im selben WLAN?',
  refusedToken: 'Der Code wurde schon benutzt oder ist zu alt. Zeige auf dem Computer einen neuen und scanne ihn.',
  refusedForgotten: 'Der Computer kennt dieses Telefon nicht (mehr). Kopple es neu: dort „Telefon verwenden“ wählen und den Code scannen.',
  refusedReplaced: 'Dieses Telefon ist in einem anderen Tab verbunden.',
  refusedBusy: 'Ein anderes Telefon ist mit dem Computer verbunden. Dieses folgt, sobald jenes weg ist.',
  refusedOther: 'Der Computer hat die Verbindung beendet.',
  hiddenTitle: 'Pause', hiddenText: 'Das Bild läuft weiter, wenn diese Seite wieder vorn ist.',
  retry: 'Noch einmal', retryIn: 'Nächster Versuch in {n} s', use: 'Hier benutzen',
  before: 'Vorher', after: 'Nachher', enhance: 'Aufhellen', auto: 'Auto', on: 'An', off: 'Aus', strength: 'Stärke',
  zoom: 'Zoom', exposure: 'Belichtung', camera: 'Kamera', front: 'Vorn', rear: 'Hinten', size: 'Größe', rate: 'Bilder pro Sekunde',
  asComputer: 'Wie der Computer will', autoRate: 'Auto: im Dunkeln weniger', mirror: 'Spiegeln', details: 'Einzelheiten',
  forget: 'Dieses Telefon entkoppeln', flip: 'Andere Kamera', torch: 'Licht', compare: 'Vorher und nachher', more: 'Mehr',
  hot: 'Das Telefon wird heiß. Eine kleinere Größe oder weniger Bilder helfen.', batteryLow: 'Der Akku ist schwach: {n} %.',
  awake: 'Dieser Browser lässt den Bildschirm ausgehen: Lass ihn in den Einstellungen des Telefons an.',
  computer: 'Computer', link: 'Weg hin und zurück', delay: 'Verzögerung', sends: 'Sendet', takes: 'Ein Bild braucht', runs: 'Netz läuft auf',
  tried: 'Versucht', none: 'dem Computer', brightened: 'Aufgehellt um', passed: 'in Gebrauch', ms: '{n} ms', fps: '{n} B/s', mbps: '{n} Mbit/s',
  split: 'Wo sich Vorher und Nachher treffen',
};

const CHINESE = {
  live: '直播中', connecting: '正在连接', waiting: '就绪，暂无人观看', hidden: '已暂停', start: '正在启动',
  gone: '无法连接电脑', refused: '未连接', denied: '没有摄像头', lost: '摄像头已停止', unpaired: '未配对',
  asking: '正在请求摄像头', enhanced: '在手机上增强', raw: '在电脑上增强',
  unpairedTitle: '配对此手机', unpairedText: '在电脑上打开 LowLight Cam，选择“使用手机”，然后用此手机的相机扫描二维码。',
  askingTitle: '允许此页面使用摄像头吗？', askingText: '请允许。画面经加密后只发送到您的电脑。',
  deniedTitle: '摄像头未被允许',
  deniedChrome: '点按地址左侧的锁形或滑块图标，然后选择权限、摄像头、允许。\n也请检查 Android 的设置、应用、浏览器、权限、相机。',
  deniedSafari: '点按地址左侧的“大小”，然后选择网站设置、相机、允许。',
  deniedFirefox: '点按地址左侧的锁形图标，然后允许使用摄像头。',
  insecureText: '浏览器只向安全页面提供摄像头。请重新打开二维码中的地址，它以 https 开头。',
  lostTitle: '摄像头已停止', lostText: '可能被其他应用占用。将自动重试。',
  noneTitle: '没有摄像头', noneText: '此设备没有向浏览器提供摄像头。',
  goneTitle: '正在寻找电脑', goneText: '电脑上的 LowLight Cam 是否在运行？手机是否在同一 Wi-Fi 中？',
  refusedToken: '此二维码已被使用或已过期。请在电脑上显示新的二维码并扫描。',
  refusedForgotten: '电脑不（再）认识此手机。请重新配对：在电脑上选择“使用手机”并扫描二维码。',
  refusedReplaced: '此手机已在另一个标签页中连接。', refusedBusy: '另一部手机已连接到电脑。它断开后，此手机会自动连接。',
  refusedOther: '电脑结束了连接。',
  hiddenTitle: '已暂停', hiddenText: '此页面回到前台后，画面会继续。',
  retry: '重试', retryIn: '{n} 秒后重试', use: '在此使用',
  before: '增强前', after: '增强后', enhance: '提亮', auto: '自动', on: '开', off: '关', strength: '强度',
  zoom: '变焦', exposure: '曝光', camera: '摄像头', front: '前置', rear: '后置', size: '尺寸', rate: '每秒帧数',
  asComputer: '按电脑的要求', autoRate: '自动：暗处降低', mirror: '镜像', details: '详情',
  forget: '取消配对此手机', flip: '切换摄像头', torch: '灯光', compare: '前后对比', more: '更多',
  hot: '手机正在发热。减小尺寸或帧数会有帮助。', batteryLow: '电量低：{n} %。',
  awake: '此浏览器会让屏幕变暗：请在手机设置中保持亮屏。',
  computer: '电脑', link: '往返时间', delay: '延迟', sends: '发送', takes: '每帧耗时', runs: '网络运行于',
  tried: '已尝试', none: '电脑', brightened: '提亮程度', passed: '使用中', ms: '{n} 毫秒', fps: '{n} 帧/秒', mbps: '{n} Mbit/s',
  split: '前后画面的分界',
};

export const LANGUAGES = { en: ENGLISH, de: GERMAN, zh: CHINESE };

const chosen = navigator.languages.map((each) => each.slice(0, 2)).find((each) => LANGUAGES[each]) || 'en';

/** A text in the phone's language; `n` fills its gap. */
export function say(word, n) {
  const text = LANGUAGES[chosen][word] ?? word;
  return n === undefined ? text : text.replace('{n}', n);
}

/** Put the texts into the page. */
export function translate(root = document) {
  document.documentElement.lang = chosen === 'zh' ? 'zh-Hans' : chosen;
  for (const element of root.querySelectorAll('[data-word]')) element.textContent = say(element.dataset.word);
}
