/** What the families of spam say: openings, claims, and calls at whose `@` stands where to turn. Written for the tests; none is real. */
export type Way = 'link' | 'links' | 'bare' | 'short' | 'telegram' | 'whatsapp' | 'mail' | 'phone' | 'anchor'
export type Family = { titles: readonly string[]; names: readonly string[]; sentences: readonly [number, number]; ways: readonly Way[]; openings: readonly string[]; claims: readonly string[]; calls: readonly string[] }

export const families = {
  casino: {
    titles: ['Best bonus this week', 'Where to play safely'], names: ['LuckySpin', 'RoyalBet', 'JackpotCity', 'GoldSlots', 'WinPalace'], sentences: [1, 4], ways: ['link', 'anchor', 'short', 'bare', 'links'],
    openings: ['Play slots and roulette at {name} and get a welcome bonus of {sum}.', 'I won {sum} last night at {name}.', 'Online casino with instant payouts.', 'Looking for a trusted bookmaker?', 'Free spins for every new player today.'],
    claims: ['Over {big} games, live dealers and poker rooms.', 'Withdraw your winnings in {n} minutes.', 'No deposit needed for the first {n} spins.', 'Bet on football, tennis and esports with the best odds.', 'Licensed and safe, players from {place} are welcome.', 'The jackpot stands at {sum} right now.', 'Deposit with card or bitcoin.'],
    calls: ['Register here @', 'Claim your bonus: @', '@', 'Sign up now at @ before it ends'],
  },
  pharmacy: {
    titles: ['Cheap meds without prescription'], names: ['RxDirect', 'CanadaMeds', 'PillStore', 'HealthPlus', 'Tadalix'], sentences: [1, 4], ways: ['link', 'bare', 'whatsapp', 'anchor', 'mail'],
    openings: ['Buy generic viagra and cialis without prescription.', '{name} ships all kinds of pills worldwide.', 'Order tramadol, xanax and adderall online overnight.', 'Lose {n} pounds in a month with our natural capsules.', 'Say goodbye to pain, anxiety and sleepless nights.'],
    claims: ['Prices from {sum} per pack.', 'Discreet packaging and delivery in {n} days.', 'Doctors do not want you to know this remedy.', 'FDA approved, no side effects.', 'Get {n} free pills with each order.', 'My wife and I are very happy with the results.', 'Money back if you are not satisfied.'],
    calls: ['Order at @', 'Our pharmacy: @', 'For orders contact @', '@ - best price'],
  },
  replicas: {
    titles: ['Luxury at a fraction of the price'], names: ['ReplicaKing', 'LuxTime', 'BagOutlet', 'SwissCopy', 'SneakerVault'], sentences: [1, 4], ways: ['link', 'bare', 'links', 'whatsapp', 'anchor'],
    openings: ['Rolex, Omega and Cartier replica watches of 1:1 quality.', 'Designer handbags from {sum} only.', '{name} is the number one shop for sneakers and bags.', 'Why pay thousands for a brand?', 'Big clearance sale, up to {n}% off.'],
    claims: ['Same materials and same weight as the original.', 'Free shipping to {place} and worldwide.', 'Buy two, get one free.', 'Pay with paypal or card.', 'New collection every week.', 'Nobody will see the difference.', 'Wholesale buyers are welcome.'],
    calls: ['Shop now @', 'See our catalogue: @', 'Visit @', 'Order today via @'],
  },
  seo: {
    titles: ['Rank your website first', 'Increase your traffic'], names: ['RankBoost', 'LinkForge', 'SeoMasters', 'TrafficGuru', 'WebGrow'], sentences: [1, 4], ways: ['link', 'mail', 'anchor', 'whatsapp', 'telegram'],
    openings: ['We can put your website on the first page of Google.', 'Are you getting enough visitors?', '{name} offers high authority backlinks for {sum}.', 'I noticed your site is missing a lot of traffic.', 'Buy real followers, likes and subscribers.'],
    claims: ['Guaranteed results within {n} days.', 'White hat only, {big} dofollow links.', 'We have worked with {big} clients from {place}.', 'Monthly packages start at {sum}.', 'Full report included.', 'Guest posts on news sites and blogs.', 'Web design and mobile apps at low cost too.'],
    calls: ['Get a free audit at @', 'Reply to @', 'Contact our team: @', 'Check our packages @'],
  },
  investing: {
    titles: ['Financial freedom is possible'], names: ['CoinVault', 'FxProfit', 'BitWealth', 'CryptoNova', 'TradeMax'], sentences: [2, 5], ways: ['telegram', 'whatsapp', 'link', 'mail', 'short'],
    openings: ['I turned {sum} into {sum} within {n} days thanks to {person}.', 'Invest in bitcoin with {name} and earn daily.', 'Forex signals with {n}% accuracy.', 'My life changed since I met expert trader {person}.', 'Do you want to earn passive income from home?'],
    claims: ['Minimum deposit is only {sum}.', 'Withdrawals are processed instantly to your wallet.', 'She manages my account and I get my profit every week.', 'Double your coins in {n} hours.', 'No experience needed, our robot trades for you.', 'I was sceptical at first, but it is real and legit.', 'Thousands of investors in {place} trust us.'],
    calls: ['Write to {person} on @', 'Start here: @', 'Contact @ to begin', 'Join our channel @'],
  },
  loans: {
    titles: ['Urgent loan offer'], names: ['EasyCredit', 'QuickFund', 'TrustLoan', 'PrimeLending', 'CapitalAid'], sentences: [1, 4], ways: ['mail', 'whatsapp', 'phone', 'mail', 'link'],
    openings: ['Do you need an urgent loan?', 'We offer personal and business loans from {sum} to {sum}.', 'I am {person}, a private lender.', 'Are you in debt, were you turned down by your bank?', 'God bless {name}, they gave me {sum} when nobody would.'],
    claims: ['Interest rate is {n}% per year.', 'No collateral and no credit check.', 'Approved within {n} hours.', 'We serve clients in {place} and all countries.', 'Fill in your name, amount needed, duration and phone number.', 'Guaranteed funding for all serious applicants.'],
    calls: ['Apply by e-mail: @', 'Contact us at @', 'Send your request to @', 'Reach us on @ now'],
  },
  essays: {
    titles: ['Help with assignments'], names: ['EssayPro', 'WriteMyPaper', 'AcePapers', 'ThesisHelp', 'GradeUp'], sentences: [1, 4], ways: ['link', 'anchor', 'mail', 'bare', 'whatsapp'],
    openings: ['Struggling with your thesis or dissertation?', 'Our experts write essays, research papers and homework for you.', '{name} is the best essay writing service for students.', 'Pay someone to take my online class.', 'Get an A with professional assignment help.'],
    claims: ['Original and plagiarism free, delivered in {n} hours.', 'From {sum} per page.', 'PhD writers in mathematics, statistics, nursing and law.', 'Unlimited revisions and full confidentiality.', 'Students from {place} rate us {n} of 100.', 'First order with {n}% discount.', 'We also do proofreading, editing and literature reviews.'],
    calls: ['Order your paper at @', 'Place an order: @', 'Visit @', 'Chat with a writer @'],
  },
  documents: {
    titles: ['Real passports and degrees'], names: ['DocExpress', 'GlobalDocs', 'DegreeHouse', 'IdMaster', 'VerifiedPapers'], sentences: [1, 4], ways: ['whatsapp', 'mail', 'telegram', 'bare', 'link'],
    openings: ['Buy real and fake passports, driving licences and ID cards.', 'Get a registered diploma or degree without exams.', 'IELTS and TOEFL certificates without test.', '{name} produces documents of high quality.', 'Clone cards and counterfeit notes available, undetectable.'],
    claims: ['All data is entered in the government database.', 'Delivery to {place} in {n} days.', 'Payment after you have seen it.', 'We have {n} years of experience.', 'Prices start at {sum}.', 'Visa, residence permit, birth certificate, work permit.', 'Scannable, with holograms and watermarks.'],
    calls: ['Contact @', 'WhatsApp or write: @', 'Serious buyers only: @', 'Order via @'],
  },
  spells: {
    titles: ['He came back to me'], names: ['DrZuma', 'PriestAkin', 'MamaOracle', 'AstroRavi', 'SpellTemple'], sentences: [2, 5], ways: ['mail', 'whatsapp', 'phone', 'bare', 'mail'],
    openings: ['I want to thank {person} for bringing back my husband.', 'My lover left me after {n} years and I was broken.', 'Powerful love spell caster with quick results.', 'World famous astrologer solves love, family and business problems.', 'Hello, my name is {person} from {place}.'],
    claims: ['Within {n} hours he called and begged me to forgive him.', 'He cast a spell for me and everything he said came true.', 'He can also cure herpes and infertility with herbs.', 'Win the lottery, a court case or a promotion.', 'I could not believe it until I saw it with my own eyes.', 'Now we are living happily with our children.', 'Vashikaran, black magic removal, horoscope reading.'],
    calls: ['Contact him on @', 'If you need help write to @', 'Call now @', 'His contact: @'],
  },
  streams: {
    titles: ['Watch the full movie free'], names: ['MovieFlix', 'StreamHD', 'SportLive', 'CineBox', 'TvUnlimited'], sentences: [1, 3], ways: ['link', 'links', 'short', 'anchor', 'bare'],
    openings: ['Watch the full movie online free in HD.', 'Live stream of tonight\'s match, no registration.', '{name} has all seasons and episodes with subtitles.', 'Download the new album and film for free.', 'IPTV with {big} channels for {sum} a month.'],
    claims: ['No ads and no buffering.', 'Works on TV, phone and tablet.', 'Updated daily with the latest releases.', 'Trial for {n} hours.', 'Every sport, every country.', 'Click play and enjoy.'],
    calls: ['Watch here: @', 'Stream now @', '@', 'Link: @'],
  },
  praise: {
    titles: ['Thanks'], names: ['garden furniture', 'roof repair', 'dental clinic', 'wedding photos', 'moving company', 'pest control', 'yoga retreat'], sentences: [1, 3], ways: ['anchor', 'link', 'bare', 'anchor'],
    openings: ['Wow, what a wonderful blog, I bookmarked it.', 'Your content is awesome and very helpful, keep it up.', 'I have been surfing online for hours and never found such an interesting article.', 'This is exactly what I was searching for, thanks admin.', 'Very nice write-up, I will share it with my friends.'],
    claims: ['I am sure this paragraph has touched all the internet users.', 'You have a great sense of humour.', 'Please visit my web page too.', 'I am also running a site about {name} in {place}.', 'Waiting for your next post.', 'If you are looking for {name}, we are the best in {place}.', 'Good luck with your website.'],
    calls: ['My homepage: @', 'Have a look at @', 'Also see @', 'Feel free to visit @'],
  },
  jobs: {
    titles: ['Work from home, weekly pay'], names: ['HomeJobs', 'DataEntryPro', 'EasyTask', 'RemoteStaff', 'AdCash'], sentences: [1, 4], ways: ['telegram', 'whatsapp', 'link', 'short', 'mail'],
    openings: ['I make {sum} a week working from home, just {n} minutes a day.', 'Hiring now: data entry and typing jobs, no experience.', 'My neighbour earned {sum} last month on her laptop.', 'Part time job for students and housewives.', '{name} pays you for liking videos.'],
    claims: ['Weekly payment of {sum} to your bank or paypal.', 'No fee and no boss.', 'You only need a phone and internet.', 'Limited seats in {place}.', 'Last week my check was {sum}.', 'Anyone above 18 can apply.', 'I quit my job and never looked back.'],
    calls: ['Details here @', 'Apply now: @', 'Message our manager on @', 'Check it out @'],
  },
  software: {
    titles: ['Activation keys'], names: ['KeyStore', 'CrackZone', 'AntivirusHelp', 'FixMyPc', 'VpnDeal'], sentences: [1, 4], ways: ['link', 'phone', 'links', 'anchor', 'short'],
    openings: ['Windows and Office activation keys from {sum}.', 'Full version crack with serial number, working {n}%.', 'Is your printer or router not working?', 'Antivirus customer support number, toll free.', '{name} gives you {n}% off on the best VPN.'],
    claims: ['Lifetime licence, instant delivery by e-mail.', 'Our technicians are available day and night.', 'Fix every error in {n} minutes.', 'Free download, no password, no virus.', 'Recover a lost password of your account.', 'Hide your address and unblock all websites.', 'Works on Mac, Windows and Android.'],
    calls: ['Download: @', 'Call the helpline @', 'Get it at @', 'Mirror links @'],
  },
  dating: {
    titles: ['Lonely tonight?'], names: ['SweetDates', 'FlirtNow', 'LonelyHearts', 'HotMatch', 'Angel'], sentences: [1, 4], ways: ['link', 'short', 'telegram', 'whatsapp', 'anchor'],
    openings: ['Hi dear, I am {person}, single and looking for a serious man.', 'Hot girls near {place} want to meet you tonight.', 'Independent escorts with real photos.', 'I saw your profile and felt a connection.', 'Chat with beautiful women from Ukraine and Asia.'],
    claims: ['I am {n} years old, tall and romantic.', 'No strings attached, full privacy.', 'Video chat is free for the first {n} minutes.', 'I will send you my private pictures.', 'Age and distance do not matter to me.', 'Incall and outcall, day and night, {sum} per hour.', 'Join {big} members who found love.'],
    calls: ['Find me at @', 'My profile: @', 'Text me @', 'Meet us here @'],
  },
  recovery: {
    titles: ['How I got my stolen funds back'], names: ['CyberRetrieve', 'HackSolution', 'WizardRecoup', 'GhostTech', 'ReclaimAgency'], sentences: [2, 5], ways: ['mail', 'whatsapp', 'telegram', 'bare', 'link'],
    openings: ['I lost {sum} to a fake broker and was devastated.', 'Hire a hacker to spy on a cheating partner.', 'Victims of online scams can get their funds back with {name}.', 'I want to testify how {name} saved me from suicide.', 'Ethical hackers for phones, school grades and credit scores.'],
    claims: ['They traced the wallet and returned everything in {n} hours.', 'You can read deleted messages and call logs remotely.', 'They need only the transaction id.', 'I reported to the police in {place}, but nobody could help.', 'You pay after the work is done.', 'They increased my credit score to {big}.', 'They are certified and very professional.'],
    calls: ['Reach out to them: @', 'Their mail is @', 'Get in touch on @', 'I recommend @'],
  },
  journals: {
    titles: ['Call for papers', 'Invitation to submit'], names: ['International Journal of Advanced Science', 'World Academy of Research', 'Global Research Letters', 'Open Innovation Press', 'Eureka Conferences'], sentences: [2, 5], ways: ['link', 'mail', 'anchor', 'bare', 'link'],
    openings: ['Dear Researcher, greetings from {name}.', 'We invite you to submit your valuable manuscript to {name}.', 'Call for papers: {name}, volume {n}.', 'Dear Professor, we read your esteemed work with interest.', 'Publish your paper fast in a Scopus indexed journal.'],
    claims: ['Review takes {n} days and acceptance is guaranteed.', 'The article processing charge is only {sum}.', 'Every author gets a certificate and a DOI.', 'We also look for editors and reviewers, please send your CV.', 'The conference will be held in {place} with {n} keynote speakers.', 'Your kind response is highly appreciated.', 'Topics: engineering, medicine, management, mathematics and all others.', 'Submission deadline is extended by {n} days.'],
    calls: ['Submit online at @', 'Send the manuscript to @', 'Register: @', 'For details see @'],
  },
} as const satisfies Record<string, Family>
