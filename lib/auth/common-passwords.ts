import "server-only";

/**
 * Words on which the most common passwords are built: the heads of the well-known leak lists (RockYou,
 * SecLists, NordPass, zxcvbn), without their digits. With digits or signs around it, or written in "leet", each
 * stands for the hundreds of entries that only differ in these: `Password123!`, `p@ssw0rd2024`, `!welcome1`.
 */
const BASES = words(`
  password passwort passwords passcode passphrase motdepasse contrasena contraseña wachtwoord senha parola haslo heslo
  qwerty qwertz azerty qwertyuiop asdfghjkl zxcvbnm qwertyui asdfgh asdfghjk zxcvbn qazwsx qazwsxedc wsxedc qweasd
  qweasdzxc asdf asdasd asdasdasd qweqwe zxczxc zaqxsw qwer qwert aaa abc abcd abcde abcdef abcdefg abcabc xxx zzz
  letmein welcome admin administrator root toor user username guest login master changeme changeit default secret
  access test testing tester temp temporary demo sample hello helloworld whatever nothing trustno iloveyou loveyou
  iloveu ihateyou fuckyou fuckoff asshole bullshit bitch pussy loveme lovely lover love mylove babygirl babyboy baby
  princess prince queen angel sunshine moonlight starlight rainbow butterfly flower blossom summer winter spring autumn
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
  october november december football baseball basketball softball volleyball soccer hockey tennis golf rugby cricket
  fotball liverpool arsenal chelsea barcelona realmadrid juventus manchester manutd everton celtic rangers cowboys
  yankees steelers lakers patriots eagles packers broncos raiders redskins panthers dolphins gators longhorns
  dragon tiger lion monkey panda bear wolf eagle falcon phoenix dolphin horse kitty kitten puppy doggy chicken turtle
  shadow ninja samurai warrior hunter ranger killer slayer legend hero superman batman spiderman ironman wolverine
  starwars startrek pokemon pikachu naruto zelda mario sonic minecraft fortnite roblox warcraft counterstrike callofduty
  matrix gandalf merlin thunder lightning storm blizzard hurricane freedom liberty america american england scotland
  ireland france germany deutschland italia espana canada australia brazil mexico india london paris berlin newyork
  chicago boston dallas texas california florida chocolate cookie cookies cheese banana orange apple pepper ginger
  cherry strawberry blueberry peanut butter coffee whiskey vodka corona budweiser heineken jackdaniels marlboro
  michael jennifer jessica ashley amanda nicole daniel matthew joshua andrew anthony jordan thomas robert william charles
  george richard joseph christopher patrick maggie charlie bailey buster rocky lucky snoopy tigger mickey minnie donald
  scooby garfield barbie hannah samantha elizabeth stephanie melissa michelle rebecca victoria isabella alexander
  alexandra nathan justin brandon tyler austin taylor mustang ferrari porsche mercedes corvette camaro yamaha suzuki
  harley harleydavidson kawasaki toyota honda ducati google facebook instagram twitter youtube linkedin microsoft windows
  apple iphone samsung android computer internet server network database oracle cisco linux ubuntu github gitlab docker
  company business office money dollar million billion diamond silver golden platinum crystal purple yellow green black
  orange metallica nirvana slipknot eminem beatles blink greenday linkinpark music guitar drummer jesus christ jesuschrist
  blessed heaven faith family mother father mommy daddy sister brother grandma friend friends bestfriend forever
  forgot forget remember security secure secured private public system manager service support student teacher school
  college university hospital doctor police soldier marine army navy airforce superstar rockstar player gamer gaming
  postgres postgresql mysql mongodb redis jenkins grafana tomcat raspberry raspberrypi ubnt
`);

/** Common ones that the rule of words does not reach. */
const WHOLE = words(`
  1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5 q1w2e3r4t5y6 a1b2c3d4e5 a1s2d3f4g5 z1x2c3v4b5
  1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qaz!qaz2wsx zaq12wsxcde3 zaq1xsw2cde3 zaq1zaq1zaq1 zaq12wsx34 !qaz2wsx#edc 1qazxsw23edc
  qwe123qwe123 qwe123asd456 qweasd123456 qazwsx123456 asd123asd123 abc123abc123 abcd1234abcd abcde12345 123abc456def
  aa12345678 a123456789 a1234567890 aa123456789 q123456789 z123456789 s123456789 qq123456789 woaini1314 woaini520
  woaini1314520 5201314520 1314520520 3141592653 31415926535 2718281828 1123581321 0147258369 1472583690 147258369a
  7894561230 9638527410 741852963a 1029384756 5647382910 0192837465 1357924680 2468101214 0987654321q 1597534682
  1234512345 1231231234 1122334455 112233445566 9988776655 1020304050 1010101010 2020202020 1212121212 6969696969
  jordan2323 blink182182 thisismypassword mypassword mypassword1 yourpassword newpassword oldpassword nopassword
  passwordpassword password1password adminpassword rootpassword userpassword testpassword secretpassword
  adminadmin adminadmin123 administrator1 rootroot123 useruser123 testtest123 testtesttest guestguest
  letmeinnow letmeinplease pleaseletmein opensesame abracadabra supercalifragilisticexpialidocious
  iloveyouforever iloveyousomuch iloveyoubaby iloveyoumore
  iloveyou123 iloveyou1234 ilovejesus jesusislord jesuslovesme godisgood godislove ingodwetrust thankyougod fuckyoubitch
  fuckyou123 neversaynever livelaughlove hakunamatata playstation playstation2 playstation3 playstation4 playstation5
  nintendo64 xboxone360 halo3halo3 worldofwarcraft leagueoflegends grandtheftauto counter-strike assassinscreed
  harrypotter harrypotter1 gameofthrones lordoftherings starwars1977 thesimpsons southpark1 breakingbad walkingdead
  michaeljackson justinbieber britneyspears onedirection taylorswift ladygaga123 manchesterunited realmadrid123
  fcbarcelona barcelona10 ronaldo7ronaldo cristianoronaldo lionelmessi10 chelseafc1905 liverpoolfc liverpoolfc1
  newcastle1 portsmouth birmingham1 washington nottingham philadelphia sanfrancisco losangeles1 australia1 california1
  springfield bangladesh pakistan123 india12345 indonesia1 philippines philippines1 venezuela1 argentina1
  christopher1 charlotte1 sebastian1 valentina1 gabriella1 alexandria stephanie1 jacqueline elizabeth1 maximilian
  mercedesbenz lamborghini lamborghini1 volkswagen landrover1 harley-davidson automobile motorcycle skateboard snowboard1
  basketball1 basketball23 volleyball1 cheerleader cheerleader1 gymnastics swimming123 footballer strawberry1 blackberry
  blueberry1 watermelon pineapple1 buttercup1 butterfly1 butterflies sunflower1 chocolate1 peanutbutter icecream123
  marshmallow gingerbread cheesecake rattlesnake bumblebee1 hummingbird thunderbird firebird123 bluebird123 blackbird1
  dragonball dragonballz dragonfire dragonslayer blackdragon bluedragon darkknight darkangel1 blackangel fallenangel
  babyangel1 sweetheart sweetheart1 sweetie123 cutiepie123 honeybunny bestfriends bestfriend1 forever123 together4ever
  tinkerbell tinkerbell1 spongebob1 hellokitty hellokitty1 mickeymouse minniemouse winniethepooh scoobydoo1 bugsbunny1
  technology engineering programmer programming developer1 javascript photoshop1 powerpoint microsoft1 windows1010
  management accounting consultant production production1 university1 universal1 foundation government department
  revolution motherfucker motherlode moneymaker1 millionaire billionaire rockandroll heavymetal1 metallica1 slipknot666
  everything everything1 impossible incredible understand underground undertaker undertaker1 terminator terminator1
  transformer transformers enterprise enterprise1 millennium renaissance apocalypse armageddon resurrection redemption
  somethingelse something1 whatever123 whatsapp123 whocares123 dontforget forgetmenot ineedajob1 gotohell666
  temppassword temp123456 temporary1 changeme123 changeme1234 changethis1 defaultpass default123 welcome12345
  welcometohell welcomehome summertime summertime1 wintertime springtime christmas1 christmas123 halloween1 valentine1
`);

/** Whether a password, in lower case, is among the common ones. */
export function isCommon(password: string): boolean {
  return WHOLE.has(password) || readings(password).some((reading) => BASES.has(reading));
}

/** A text without the digits and signs around it. */
export function core(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
}

/** The word inside, as it stands and with "leet" read as letters; a sign in front may be its first letter. */
function readings(password: string): string[] {
  const word = core(password);
  return [word, unleet(word), unleet(password.replace(/[^\p{L}]+$/u, ""))];
}

const LEET: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

function unleet(text: string): string {
  return text.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
