using System.Text;

namespace FusionScorer.TestKit.Hostile;

/// <summary>NFO, CSV and YAML files that are built to hurt; each is a text before any damage to its bytes.</summary>
public static class HostileMetadata
{
    /// <summary>An NFO by seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="canary">A file that entities and includes name; nobody may open it.</param>
    public static string Nfo(int seed, string canary)
    {
        var random = new Random(seed);
        const string Movie = "<movie><title>The Film</title><year>1999</year><runtime>92</runtime><genre>Drama / War</genre><director>A. Person</director>"
            + "<actor><name>B. Person</name><role>C</role></actor><uniqueid type=\"imdb\">tt0133093</uniqueid><mpaa>Rated R</mpaa></movie>";
        return random.Next(20) switch
        {
            0 => $"<?xml version=\"1.0\"?><!DOCTYPE m [<!ENTITY x SYSTEM \"file://{canary}\">]><movie><title>&x;</title></movie>",
            1 => $"<!DOCTYPE m SYSTEM \"file://{canary}\"><movie/>",
            2 => "<!DOCTYPE l [<!ENTITY a \"lol\">" + string.Concat(Enumerable.Range(0, 20).Select(i => $"<!ENTITY a{i} \"{string.Concat(Enumerable.Repeat(i == 0 ? "&a;" : $"&a{i - 1};", 10))}\">"))
                + "]><movie><title>&a19;</title></movie>",
            3 => $"<movie xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"file://{canary}\"/><title>T</title></movie>",
            4 => "<movie>" + string.Concat(Enumerable.Repeat("<a>", 200_000)),
            5 => "<movie " + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a{i}=\"\" ")) + "/>",
            6 => "<movie>" + string.Concat(Enumerable.Repeat("<actor><name>N</name></actor>", 20_000)) + "</movie>",
            7 => "<movie><title>" + string.Concat(Enumerable.Repeat("\U0001F4A9", 100_000)) + "</title></movie>",
            8 => "<?xml version=\"1.0\" encoding=\"utf-32BE\"?>" + Movie,
            9 => $"<?xml version=\"1.0\"?><?xml-stylesheet href=\"file://{canary}\"?><![CDATA[" + Movie,
            _ => Movie + "\nhttps://www.imdb.com/title/tt0133093/",
        };
    }

    /// <summary>A table by seed: which file of a data set it stands for, and its text.</summary>
    public static (string Name, string Text) Csv(int seed)
    {
        var random = new Random(seed);
        var name = ((string[])["clips.csv", "viewers.csv", "features.csv", "decisions.csv", "truth.csv", "lexicon.en.csv"])[random.Next(6)];
        var header = name switch
        {
            "clips.csv" => "clip_id,title,year,genres,directors,cast",
            "viewers.csv" => "viewer_id,clip_id,rating",
            "features.csv" => "clip_id,nudity.strong,captions.strong",
            "decisions.csv" => "clip_id,level,reviewer",
            "truth.csv" => "clip_id,level",
            _ => "term,severity,match,exceptions,note",
        };
        return (name, random.Next(18) switch
        {
            0 => header + string.Concat(Enumerable.Range(0, 100_000).Select(i => $",signal.f{i}")) + "\nc0" + new string(',', 100_000) + "\n",
            1 => header + "\nc0,\"" + string.Concat(Enumerable.Repeat("never closed\n", 50_000)),
            2 => header + "\n" + new string('"', 300_000),
            3 => string.Concat(Enumerable.Repeat(header + ",", 3)) + "\n",
            4 => header + "\n" + new string('x', 3_000_000) + "\n",
            5 => header + "\n" + string.Concat(Enumerable.Repeat("\n\r\r\n \t\n", 50_000)),
            6 => header.Replace(',', ';') + "\nc0;PG\n",
            7 => header + "\n=cmd|' /C calc'!A0,\u202Egnp,1e999,NaN,-Infinity,0x10\n",
            _ => header + "\n" + (name == "lexicon.en.csv" ? Words() : Rows(random, name, header.Count(c => c == ','))),
        });
    }

    /// <summary>A project file or policy by seed.</summary>
    public static string Yaml(int seed)
    {
        var random = new Random(seed);
        const string Policy = "taxonomy:\n  name: mpaa\n  levels: [G, PG, PG-13, R, NC-17]\nfunctions:\n  nudity-seen:\n    signal: nudity\n    rules:\n      - when nudity.strong >= 1 then >=R\nqueue: {strategy: entropy}\n";
        return random.Next(22) switch
        {
            0 => "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nlibraries: *c\n",
            1 => "libraries: " + new string('[', 400_000),
            2 => "libraries: " + string.Concat(Enumerable.Repeat("{a: ", 100_000)),
            3 => string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', i) + "a:\n")),
            4 => "libraries: !!python/object/apply:os.system [id]\n",
            5 => "libraries:\n  a: /x\n  a: /y\n",
            6 => "%TAG ! tag:x,2000:\n---\n" + Policy + "---\n" + Policy,
            7 => "policy: |\n" + string.Concat(Enumerable.Repeat("  text\n", 100_000)),
            8 => "? " + string.Concat(Enumerable.Repeat("- ? ", 20_000)),
            9 => "libraries: \"" + string.Concat(Enumerable.Repeat("\\x00\\uD800\\U0010FFFF", 20_000)) + "\"\n",
            10 => "policy:\n  functions:\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"    f{i}: {{signal: s{i}, rules: [when s{i}.x >= {(i % 2 == 0 ? "1e999" : "-1e-999")} then >=R]}}\n")),
            _ => "libraries:\n  films: /media/films\npolicy:\n" + string.Concat(Policy.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}\n")),
        };
    }

    private static string Words() => string.Concat(Enumerable.Range(0, 40).Select(i => $"darn{(char)('a' + (i % 26))}{i},mild,word,\"darn it|names\",a note\n"));

    private static string Rows(Random random, string name, int commas)
    {
        string[] cells = name switch
        {
            "viewers.csv" => ["c0", "c1", "", "1999", "\"quoted, cell\"", "\"line\nbreak\"", "'=1+1", "tt0133093", "\u202E", "3.5"],
            "features.csv" => ["", "0", "1", "3.5", "-1e3"],
            _ => ["PG", "R", "PG-13", "G"],
        };
        if (name == "clips.csv")
            return string.Concat(Enumerable.Range(0, 40).Select(row => $"c{row},\"A title, with \"\"quotes\"\"\",{1950 + row},Drama|War,A. Person (nm0000{row:000}),B|C\n"));
        var rows = new StringBuilder();
        for (var row = 0; row < 40; row++)
        {
            rows.Append('c').Append(row);
            for (var i = 0; i < commas; i++)
                rows.Append(',').Append(cells[random.Next(cells.Length)]);
            rows.Append('\n');
        }

        return rows.ToString();
    }
}
