namespace FusionScorer.Library.Records;

/// <summary>Letters folded to their base: what is left of an accented letter without its marks, in lower case.</summary>
/// <remarks>
/// The runtime's own normalisation is absent in invariant mode, so tables stand here. Source: compatibility decompositions of the Unicode Character
/// Database; letters with a stroke or hook, which have none, fold to the plain letter.
/// </remarks>
public static class LetterFolding
{
    // A dot stands for what is no letter.
    private const char None = '·';

    // U+00C0 … U+024F.
    private const string Latin =
        "aaaaaaæceeeeiiiidnooooo·ouuuuyþßaaaaaaæceeeeiiiidnooooo·ouuuuyþyaaaaaaccccccccddddeeeeeeeeeegggg" +
        "gggghhhhiiiiiiiiiiĳĳjjkkkllllllŀŀllnnnnnnnnnooooooœœrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" +
        "bbƃƃƅƅoƈƈddddƍeeeffɠɣƕɩikklƛɯnƞoooƣƣppʀƨƨʃƪƫtttuuʊvyyzzʒƹƹƺƻƽƽƾƿǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuuuuuuuuueaa" +
        "aaææggggkkooooʒʒjǳǳǳggƕƿnnaaææooaaaaeeeeiiiioooorrrruuuussttȝȝhhƞdȣȣzzaaeeooooooooyylntȷȸȹacclts" +
        "zɂɂbuʌeejjɋɋrryy";

    // U+0370 … U+052F.
    private const string GreekAndCyrillic =
        "ͱͱͳͳʹ·ͷͷ···ͻͼͽ·ϳ······α·εηι·ο·υωιαβγδεζηθικλμνξοπρ·στυφχψωιυαεηιυαβγδεζηθικλμνξοπρσστυφχψωιυουωϗ" +
        "βθυυυφπϗϙϙϛϛϝϝϟϟϡϡϣϣϥϥϧϧϩϩϫϫϭϭϯϯκρσϳθε·ϸϸσϻϻϼͻͼͽееђгєѕііјљњћкиуџабвгдежзииклмнопрстуфхцчшщъыьэюя" +
        "абвгдежзииклмнопрстуфхцчшщъыьэюяееђгєѕііјљњћкиуџѡѡѣѣѥѥѧѧѩѩѫѫѭѭѯѯѱѱѳѳѵѵѵѵѹѹѻѻѽѽѿѿҁҁ········ҋҋҍҍҏҏ" +
        "ґґғғҕҕҗҗҙҙққҝҝҟҟҡҡңңҥҥҧҧҩҩҫҫҭҭүүұұҳҳҵҵҷҷҹҹһһҽҽҿҿӏжжӄӄӆӆӈӈӊӊӌӌӎӎӏааааӕӕееәәәәжжззӡӡииииооөөөөээуу" +
        "ууууччӷӷыыӻӻӽӽӿӿԁԁԃԃԅԅԇԇԉԉԋԋԍԍԏԏԑԑԓԓԕԕԗԗԙԙԛԛԝԝԟԟԡԡԣԣԥԥԧԧԩԩԫԫԭԭԯԯ";

    // U+1E00 … U+1FFF.
    private const string LatinAndGreek =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr" +
        "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyasẜẝßẟaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" +
        "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyỻỻỽỽỿỿααααααααααααααααεεεεεε··εεεεεε··" +
        "ηηηηηηηηηηηηηηηηιιιιιιιιιιιιιιιιοοοοοο··οοοοοο··υυυυυυυυ·υ·υ·υ·υωωωωωωωωωωωωωωωωααεεηηιιοουυωω··" +
        "ααααααααααααααααηηηηηηηηηηηηηηηηωωωωωωωωωωωωωωωωααααα·ααααααα·ι···ηηη·ηηεεηηη···ιιιι··ιιιιιι····" +
        "υυυυρρυυυυυυρ·····ωωω·ωωοοωωω···";

    // U+FF66 … U+FF9D.
    private const string HalfWidthKana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

    // The kana that a sound mark turns into the next character, and those that the half mark turns into the one after it.
    private const string Voiced = "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ";
    private const string HalfVoiced = "はひふへほハヒフヘホ";

    /// <summary>The base letter of a lower-case character of the basic plane; most characters are their own.</summary>
    public static char Fold(char c)
    {
        var folded = c switch
        {
            >= '\u00C0' and <= '\u024F' => Latin[c - '\u00C0'],
            >= '\u0370' and <= '\u052F' => GreekAndCyrillic[c - '\u0370'],
            >= '\u1E00' and <= '\u1FFF' => LatinAndGreek[c - '\u1E00'],
            >= '\uFF66' and <= '\uFF9D' => HalfWidthKana[c - '\uFF66'],
            _ => c,
        };
        return folded == None ? c : folded;
    }

    /// <summary>The letters that a ligature stands for; null for other characters.</summary>
    public static string? Spelled(char folded) => folded switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ĳ' => "ij",
        'ǆ' or 'ǳ' => "dz",
        'ǉ' => "lj",
        'ǌ' => "nj",
        '\uFB00' => "ff",
        '\uFB01' => "fi",
        '\uFB02' => "fl",
        '\uFB03' => "ffi",
        '\uFB04' => "ffl",
        '\uFB05' or '\uFB06' => "st",
        _ => null,
    };

    /// <summary>One character for two that belong together: Korean letters of a syllable, kana and sound mark; 0 when they do not.</summary>
    public static char Compose(char first, char second)
    {
        const int syllables = 0xAC00, leads = 0x1100, vowels = 0x1161, tails = 0x11A7, vowelCount = 21, tailCount = 28;
        if (second is '\u3099')
            return first == 'う' ? 'ゔ' : first == 'ウ' ? 'ヴ' : Voiced.Contains(first) ? (char)(first + 1) : '\0';
        if (second is '\u309A')
            return HalfVoiced.Contains(first) ? (char)(first + 2) : '\0';
        if (first is >= '\u1100' and <= '\u1112' && second is >= '\u1161' and <= '\u1175')
            return (char)(syllables + ((((first - leads) * vowelCount) + second - vowels) * tailCount));
        return first is >= '\uAC00' and <= '\uD7A3' && (first - syllables) % tailCount == 0 && second is >= '\u11A8' and <= '\u11C2'
            ? (char)(first + second - tails)
            : '\0';
    }
}
