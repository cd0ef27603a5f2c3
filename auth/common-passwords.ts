/** The passwords that are tried first, kept offline: words, what people put after them, walks over the keyboard, dates. */

// Whole passwords that no pattern below covers. Those under eight characters are refused for their length.
const whole = new Set((`
1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx zaq1zaq1 q1w2e3r4 q1w2e3r4t5 qazwsxedc qazwsx123 zxcvbnm1 zxcvbnm123 asdfghjkl asdfghjkl1 asdf1234 asdfasdf
qwer1234 qweasdzxc qwe123qwe qweqweqwe qwertyui qwertyuiop qwertyu1 1234qwer 123qweasd 123qwe123 12qwaszx abcd1234 abcdefgh abcdefg1 abc12345 abc123456 abcd12345 a1b2c3d4 aa123456
a1234567 a12345678 a123456789 aa12345678 aaa12345 1a2b3c4d 123abc123 123456abc 123456789a 12345678a 12345qwert q1234567 w1234567 z1234567 p@ssw0rd pa55word pa55w0rd passw0rd1 letmein1
iloveyou iloveyou1 iloveyou2 iloveyou123 ilovegod ilovehim ilovemom ilovemyself iloveu123 loveyou1 lovelove iloveme1 sunshine1 princess1 trustno1 whatever1 letmeinnow letmein123 welcome1 welcome123
changeme changeme1 changeme123 changemenow changethis default1 default123 guest123 guestguest administrator admin123 admin1234 admin12345 adminadmin admin@123 root1234 rootroot toor1234 user1234 username
username1 useruser test1234 testtest testtest1 testing1 testing123 tester123 temp1234 temppass temporary password passwort passwords motdepasse contrasena contraseña senha123 parola123 haslo123 heslo123 wachtwoord
wachtwoord1 salasana lozinka123 parool123 sifre123 passord1 losenord kennwort mypassword mypassword1 newpassword newpassword1 nopassword thepassword yourpassword oldpassword password! passpass pass1234 pass12345
master123 masterkey qwertz123 qwertzui qwertzuiop azertyui azertyuiop azerty123 1azerty2 monmotdepasse jetaime1 doudou123 loulou123 chouchou soleil123 marseille hallo123 hallo1234 schatz123 passwort1 passwort123
geheim123 berlin123 sommer123 ficken123 teamo123 tequiero tequiero1 teamomucho amorcito mihermosa carinito corazon1 estrella barcelona realmadrid juventus forzajuve liverpool1 arsenal1 chelsea1 manutd123 manchester
starwars starwars1 startrek1 spiderman spiderman1 superman1 batman123 pokemon1 pokemon123 minecraft minecraft1 fortnite roblox123 undertaker metallica metallica1 blink182 eminem123 slipknot slipknot1 nirvana1 linkinpark
greenday ironmaiden megadeth gangsta1 mustang1 corvette ferrari1 porsche1 mercedes mercedes1 camaro69 harley01 harleydavidson yamaha123 kawasaki honda123 toyota123 nissan123 subaru123 jordan23 jordan123 michael1 michelle1
jennifer jennifer1 jessica1 ashley123 amanda123 daniel123 charlie1 charlie123 matthew1 anthony1 nicholas nicholas1 benjamin benjamin1 christopher christian elizabeth elizabeth1 alexander alexander1 alejandro alejandra
alexandra fernando francisco sebastian sebastian1 valentina valeria1 veronica victoria victoria1 vanessa1 samantha samantha1 stephanie stephanie1 patricia1 patricia margarita mariposa mauricio gabriela gabriel1 isabella
isabella1 jonathan jonathan1 kimberly kimberly1 lauren123 madison1 marlboro maverick maverick1 midnight midnight1 mountain1 nathaniel nintendo nintendo1 november october1 september december february january1 passion1
patches1 peaches1 peanut123 pineapple platinum playboy1 playstation popcorn1 precious precious1 president princesa princesa1 princess princess123 rainbow1 raiders1 redskins redsox04 remember rockstar rockstar1 rockyou1
rosebud1 sakura123 saturday scooter1 security seinfeld shadow123 showtime snickers snowball snowboard softball softball1 southpark spongebob spongebob1 steelers steelers1 strawberry streetball stupid123 sunflower sunflower1
supernova superstar superstar1 sweetheart sweetness sweetpea teddybear tennis123 thailand thuglife thunder1 tinkerbell titanic1 together treasure trinity1 trouble1 tuesday1 turtle123 unicorn1 university vacation vampire1
viktoria volleyball volcom123 warcraft warcraft1 warrior1 watermelon wednesday westside whatever wildcats wildcats1 windows1 winner123 wolverine wonderful woodland yankees1 yellow123 zeppelin zidane10
dragonball dragonball1 dragonfly baseball baseball1 basketball basketball1 football football1 football123 footballer butterfly butterfly1 cheerleader cheyenne chicago1 chocolate chocolate1 cocacola cocacola1 computer
computer1 cowboys1 crystal1 cupcake1 danielle danielle1 dolphins dolphins1 dolphin1 everton1 fireball firebird fishing1 florence flower123 freedom1 friends1 friendship fuckyou1 fuckyou123 fuckyou2 fucker123 gateway1
gandalf1 garfield garfield1 giovanni girlfriend goldfish graduate hawaii50 hello123 hello1234 hellohello hellokitty hellokitty1 helloworld history1 hollywood homework horses123 internet internet1 jackson1 jasmine1
jellybean jesus123 jesuschrist jesuslovesme kangaroo killer123 kittycat knight123 lacrosse ladybug1 lakers24 lasvegas leonardo lollipop lollipop1 loser123 lovebug1 loverboy lovergirl macintosh marine123 marvin123
motorola mother123 mustangs naruto123 naruto12 newcastle newyork1 nicole123 nirvana123 password01 password11 password69 panther1 panthers paradise paramore passcode passkey1 access14 accessdenied letitbe1 abracadabra
opensesame sesame123 secret123 secretsecret security1 service1 sysadmin system32 super123 supervisor support1 support123 oracle123 mysql123 postgres postgres123 database database1 sqlserver server123 cisco123 linux123
ubuntu123 debian123 windows10 office365 microsoft microsoft1 facebook facebook1 google123 youtube1 instagram linkedin linkedin1 myspace1 twitter1 whatsapp telegram1 netflix1 spotify1 amazon123 samsung1 samsung123 iphone123
monkey123 dragon123 tigger123 summer2020 winter2020 spring2020 autumn2020 ncc1701d thx1138a rush2112 bond007a 8675309a 0987654321 9876543210 987654321 87654321
11223344 1122334455 112233445566 12344321 123321123 123123123 1231231234 123654789 147258369 1472583690 159357456 159753456 741852963 789456123 963852741 321654987 102030405060 10203040 1020304050 13579246 24681012 246813579
13131313 12121212 1212121212 21212121 23232323 20202020 20102010 20202021 69696969 10101010 01010101 01020304 0123456789 01234567 012345678 12345678 123456789 1234567890 12345678910 123456789123 1234567891 12341234 123412345
11111111 111111111 1111111111 00000000 000000000 0000000000 22222222 33333333 44444444 55555555 555555555 66666666 77777777 777777777 88888888 888888888 99999999 999999999 aaaaaaaa zzzzzzzz xxxxxxxx 1111aaaa aaaa1111
11112222 123123aa 123123qwe 147852369 159159159 123789456 456456456 789789789 321321321 159951159 951753852 852456123 142536475 314159265 31415926 27182818 16180339 1qw23er4 xsw21qaz !qaz2wsx qwerty12 qwerty123 qwerty1234 qwerty12345
colloquy colloquy1 colloquy123 question answers1 research research1 professor
`).trim().split(/\s+/))

// Words on which the patterns below build.
const words = new Set((`
password passwort passwd passphrase letmein welcome login signin admin root master guest user test tester testing secret private access sesame default change changeme temp demo sample hello hallo bonjour hola ciao
qwerty qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx abc abcd abcdef abcdefg qwe qwer asd zxc iloveyou ilove love lover lovely loveme loveyou sunshine princess prince queen king dragon monkey tiger
lion eagle falcon phoenix wolf bear shark dolphin turtle rabbit bunny kitty kitten puppy doggy horse pony unicorn butterfly ladybug spider scorpion cobra viper panther jaguar cheetah leopard cougar bulldog
football baseball basketball soccer hockey tennis golf rugby cricket volleyball softball swimming running cycling fishing hunting skating surfing skiing boxing karate wrestling superman batman spiderman ironman
hulk thor joker wolverine deadpool starwars startrek yoda vader skywalker gandalf frodo bilbo hobbit pokemon pikachu charizard naruto sasuke goku vegeta mario luigi zelda sonic tetris minecraft fortnite roblox
halo warcraft starcraft diablo counter doom quake matrix neo trinity morpheus ninja samurai pirate warrior knight soldier ranger hunter killer master slayer wizard witch angel angels devil demon heaven hell
jesus christ god faith grace blessed church bible amen peace freedom liberty justice america usa canada england london paris berlin madrid roma milano moscow tokyo china india brazil mexico texas boston chicago
dallas houston denver phoenix seattle florida california newyork hawaii michael jordan jennifer jessica ashley amanda daniel david robert richard william thomas charles charlie joseph matthew andrew anthony joshua
justin brandon jason jackson james john johnny george kevin brian steven edward ronald timothy jeffrey ryan jacob gary nicholas eric stephen jonathan larry scott frank raymond gregory samuel patrick benjamin jack
dennis jerry alexander alex max oscar oliver harry henry louis leo lucas luke adam simon peter paul mark martin maria marie anna anne emma emily olivia sophie sophia lisa laura sarah sara julia julie katie kate
karen nancy betty linda barbara susan margaret sandra donna carol ruth sharon michelle melissa deborah stephanie rebecca helen amy angela brenda pamela nicole samantha katherine christine rachel carolyn janet
heather diane virginia jasmine hannah megan lauren chelsea taylor morgan madison summer autumn winter spring january february march april may june july august september october november december monday tuesday
wednesday thursday friday saturday sunday morning night midnight moonlight sunset sunrise star stars galaxy cosmos planet earth mars venus jupiter saturn pluto apollo mercury thunder lightning storm rain rainbow
snow snowball ice fire flame blaze shadow ghost spirit mystic magic crystal diamond ruby emerald silver gold golden platinum copper bronze red blue green yellow orange purple pink black white brown grey violet
flower rose lily daisy jasmine sunflower tulip cherry apple banana orange lemon peach strawberry mango coconut pineapple grape chocolate cookie cupcake candy sugar honey pepper ginger coffee cheese pizza burger
taco noodle bacon butter peanut popcorn pumpkin potato tomato ferrari porsche mercedes bmw audi mustang corvette camaro toyota honda nissan harley yamaha ducati suzuki volvo chevy dodge ford jeep samsung iphone
apple google facebook twitter youtube amazon netflix microsoft windows linux ubuntu android nokia sony dell lenovo intel cisco oracle server system computer internet network security hacker coder developer
company business office manager boss director secretary student teacher school college university family mother father mommy daddy mama papa brother sister baby babygirl babyboy friend friends bestfriend
girlfriend boyfriend wife husband forever always together whatever nothing something anything everything nobody somebody someone anyone money cash dollar rich lucky winner loser champion legend hero superstar
rockstar guitar piano drummer music metal rock punk jazz hiphop dance singer disco metallica nirvana slipknot eminem tupac beatles elvis madonna rihanna beyonce bieber arsenal liverpool chelsea manchester united
barcelona madrid juventus milan bayern ajax celtic rangers lakers bulls celtics yankees redsox cubs dodgers giants cowboys patriots steelers packers raiders eagles broncos dolphins ravens bears lions jets
trustno fuckyou fuck fucker bitch asshole shit sexy hottie cutie sweetie sweet babe honey darling precious princesa amor corazon estrella hermosa mariposa bonita chiquita teamo tequiero jetaime soleil doudou
loulou chouchou cheval schatz liebe sommer winter geheim hund katze parola amore bella stella juve forza senha brasil flamengo haslo polska kasia heslo cesko lozinka hrvatska sifre istanbul galatasaray fenerbahce
besiktas salasana suomi perkele losenord sverige norge danmark nederland holland ajax amsterdam colloquy forum research professor
`).trim().split(/\s+/))

const swaps: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', '$': 's', '!': 'i' }

/** Whether a password is one of those, however it is capitalised. Takes 8 characters or more; linear in its length. */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase()
  if (lower.length > 40) return false
  if (whole.has(lower) || whole.has(lower.replace(/[\s_.-]/g, ''))) return true
  return isRepeated(lower) || isRun(lower) || isDate(lower) || isDressedWord(lower)
}

/** A word with digits and signs around it, doubled, or written with digits for letters: Password2024!, dragondragon, p4ssw0rd. */
function isDressedWord(lower: string): boolean {
  const bare = [lower, withoutTail(lower), withoutHead(lower), withoutHead(withoutTail(lower))]
  return bare.some(text => isWord(text) || isWord(swapped(text)))
}

function swapped(text: string): string {
  return text.replace(/[013457@$!]/g, sign => swaps[sign] ?? sign)
}

function withoutHead(text: string): string {
  return text.replace(/^[\d!@#$%*_.-]{1,4}/, '')
}

function withoutTail(text: string): string {
  return text.replace(/[\d!@#$%?*_.-]{1,6}$/, '')
}

function isWord(text: string): boolean {
  const half = text.slice(0, text.length / 2)
  return words.has(text) || (text.length >= 8 && whole.has(text)) || (half + half === text && words.has(half))
}

/** One to four characters again and again: abcabcabc, 12121212. */
function isRepeated(text: string): boolean {
  return [1, 2, 3, 4].some(length => text === text.slice(0, length).repeat(Math.ceil(text.length / length)).slice(0, text.length))
}

const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop']
const runs = [...rows, rows.slice(2, 5).join('')].flatMap(row => [row, Array.from(row).reverse().join('')])

/** A walk along a row of keys or the alphabet: 3456789012 does not count, 34567890 does. */
function isRun(text: string): boolean {
  return runs.some(run => run.includes(text))
}

/** A day of the last century or this one in eight digits, in any order of day, month and year. */
function isDate(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false
  const [first, second, third, fourth] = [0, 2, 4, 6].map(at => Number(text.slice(at, at + 2)))
  const isDay = (a = 0, b = 0) => (a >= 1 && a <= 31 && b >= 1 && b <= 12) || (a >= 1 && a <= 12 && b >= 1 && b <= 31)
  const isCentury = (century = 0) => century === 19 || century === 20
  return (isCentury(third) && isDay(first, second)) || (isCentury(first) && isDay(third, fourth))
}
