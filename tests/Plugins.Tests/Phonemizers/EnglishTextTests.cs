using CsCheck;

namespace Melange.Plugins.Tests.Phonemizers;

public sealed class EnglishTextTests
{
    private const string Unseen = "\u00AD\u200B\uFEFF";

    [Theory]
    [InlineData("The cat sat.", "The cat sat")]
    [InlineData("Wait, who? I; you: we... end!", "Wait | who | I | you | we | end")]
    [InlineData("so (they say) it is [sic]", "so | they say | it is | sic")]
    [InlineData("one -- two — three – four - five", "one | two | three | four | five")]
    [InlineData("“Don’t,” she said; ‘never’.", "Don't | she said | 'never'")]
    [InlineData("well-known rock 'n' roll dogs'", "well-known rock 'n' roll dogs'")]
    [InlineData("Café naïve Ångström Łódź œuvre Straße", "Cafe naive Angstrom Lodz oeuvre Strasse")]
    [InlineData("cafe\u0301\u00A0bar\tone\r\ntwo" + Unseen, "cafe bar one two")]
    [InlineData("¿Qué? ¡No!", "Que | No")]
    [InlineData("it`s so", "it's so")]
    [InlineData("Hello World example.com", "Hello World example dot com")]
    public void Read_Words_PartsPhrasesAtPunctuation(string text, string phrases) => Assert.Equal(phrases, Read(text));

    [Theory]
    [InlineData("0 7 13 20 21 99", "zero seven thirteen twenty twenty one ninety nine")]
    [InlineData("100 105 999", "one hundred one hundred five nine hundred ninety nine")]
    [InlineData("1,000 1,234,567", "one thousand "
        + "one million two hundred thirty four thousand five hundred sixty seven")]
    [InlineData("12345", "twelve thousand three hundred forty five")]
    [InlineData("999999999999999", "nine hundred ninety nine trillion nine hundred ninety nine billion "
        + "nine hundred ninety nine million nine hundred ninety nine thousand nine hundred ninety nine")]
    [InlineData("1234567890123456", "one two three four five six seven eight nine zero one two three four five six")]
    [InlineData("007", "zero zero seven")]
    [InlineData("-5 to +3", "minus five to plus three")]
    [InlineData("−5", "minus five")]
    [InlineData("covid-19", "covid nineteen")]
    [InlineData("3.14 0.50 .5 3.", "three point one four zero point five zero point five three")]
    [InlineData("1.2.3", "one point two point three")]
    [InlineData("1,23", "one | twenty three")]
    [InlineData("50% 12.5 %", "fifty percent twelve point five percent")]
    [InlineData("B2B mp3 4K", "B two B mp three four K")]
    public void Read_Numbers_AreSpelledOut(string text, string phrases) => Assert.Equal(phrases, Read(text));

    [Theory]
    [InlineData("1st 2nd 3rd 4th 5th 8th 9th 12th", "first second third fourth fifth eighth ninth twelfth")]
    [InlineData("20th 21st 100th 1,000th", "twentieth twenty first one hundredth one thousandth")]
    [InlineData("1984 1900 1905 1066", "nineteen eighty four nineteen hundred nineteen oh five one thousand sixty six")]
    [InlineData("2000 2005 2010 2024 2100", "two thousand two thousand five twenty ten twenty twenty four "
        + "two thousand one hundred")]
    [InlineData("1,984 1984.5 -1984", "one thousand nine hundred eighty four "
        + "one thousand nine hundred eighty four point five minus one thousand nine hundred eighty four")]
    [InlineData("the 1980s, '80s, 6s and 1900's", "the nineteen eighties | eighties | sixes and nineteen hundreds")]
    [InlineData("2019–2024", "twenty nineteen to twenty twenty four")]
    [InlineData("1/2 2/3 3/4 1/4 5/8", "one half two thirds three quarters one quarter five eighths")]
    [InlineData("24/7 9/11 1/2/2020 0/4", "twenty four slash seven nine slash eleven "
        + "one slash two slash twenty twenty zero slash four")]
    public void Read_OrdinalsYearsAndFractions_AreSpelledOut(string text, string phrases) =>
        Assert.Equal(phrases, Read(text));

    [Theory]
    [InlineData("$1 $5 $0", "one dollar five dollars zero dollars")]
    [InlineData("$5.50 $1.01 $0.99 $3.00", "five dollars and fifty cents one dollar and one cent ninety nine cents "
        + "three dollars")]
    [InlineData("£1.01 €2 € 7", "one pound and one penny two euros seven euros")]
    [InlineData("$3.5 $1,200 $2.5 million $3-billion", "three point five dollars one thousand two hundred dollars "
        + "two point five million dollars three billion dollars")]
    [InlineData("$1.5M £3.2bn $5k €1B", "one point five million dollars three point two billion pounds "
        + "five thousand dollars one billion euros")]
    [InlineData("$2 Million $1.5 bn $3T", "two million dollars one point five billion dollars three trillion dollars")]
    [InlineData("1.5M 3bn 12mn 3M", "one point five million three billion twelve million three M")]
    [InlineData("$1-2 million $1.5–$2.5M $5 to 10 men", "one to two million dollars "
        + "one point five to two point five million dollars five dollars to ten men")]
    [InlineData("-$5 −£2.50 $.50 $5 m", "minus five dollars minus two pounds and fifty pence fifty cents "
        + "five dollars m")]
    [InlineData("3:45 3:05 3:00 15:00 0:30",
        "three forty five three oh five three o'clock fifteen hundred zero thirty")]
    [InlineData("3:00 pm, 11:30 a.m. and", "three p.m. | eleven thirty a.m. and")]
    [InlineData("Q&A a+b=c me@x #1 20°C", "Q and A a plus b equals c me at x number one twenty degrees C")]
    public void Read_MoneyTimesAndSigns_AreSpelledOut(string text, string phrases) => Assert.Equal(phrases, Read(text));

    [Theory]
    [InlineData("Mr. Smith, Mrs Jones and Ms. Day", "mister Smith | missus Jones and ms Day")]
    [InlineData("Dr. No vs. Prof. X, etc.", "doctor No versus professor X | etcetera")]
    [InlineData("St. Paul lives in Main St. now", "saint Paul lives in Main street now")]
    [InlineData("St Paul and Main St, now", "saint Paul and Main street | now")]
    [InlineData("Maj. Gen. Lee, Capt. Day, Lt. Col. No", "major general Lee | captain Day | lieutenant colonel No")]
    [InlineData("Drs. X, Rev. Y, Hon. Z", "doctors X | reverend Y | honorable Z")]
    [InlineData("Sgt. A, B, Esq.", "sergeant A | B | esquire")]
    [InlineData("Day & Co. Ltd. of Ft. Worth", "Day and company limited of fort Worth")]
    [InlineData("Co Gen Hon; a Col", "Co Gen Hon | a Col")]
    [InlineData("the U.S. and e.g. a.m.", "the U.S. and e.g. a.m.")]
    [InlineData("Drab Msomi Stone", "Drab Msomi Stone")]
    public void Read_Abbreviations_AreSpelledOut(string text, string phrases) => Assert.Equal(phrases, Read(text));

    [Theory]
    [InlineData("Well, he said: no!", "|, |: |!")]
    [InlineData("  Wait...what ?Go.  ", "|...| ?|.")]
    [InlineData("'Tis 1,234 - or $5.50", "| |")]
    [InlineData("one(two), [three] -- four", "| |, | |")]
    [InlineData("say \"yes\" now", "|")]
    public void Read_Marks_StandAroundThePhrasesWithTheirSpaces(string text, string marks) =>
        Assert.Equal(marks, string.Join('|', EnglishText.Read(text).Marks));

    [Theory]
    [InlineData("“Yes,” he   said, «no»", "\"|,\" |, \"|\"")]
    [InlineData("\" a\"b ", "\" |\"|")]
    public void Read_PartedAtQuotes_HasThemAmongTheMarks(string text, string marks) =>
        Assert.Equal(marks, string.Join('|', EnglishText.Read(text, partsAtQuotes: true).Marks));

    [Theory]
    [InlineData("a 😀 b 😀", "'😀' (U+1F600)")]
    [InlineData("a\u0007b\0", "U+0007, U+0000")]
    [InlineData("x_y*z <b> Я", "'_' (U+005F), '*' (U+002A), '<' (U+003C), '>' (U+003E), 'Я' (U+042F)")]
    [InlineData("\u202E", "U+202E")]
    public void Read_WhatHasNoReading_IsNamedOnce(string text, string unreadable) =>
        Assert.Equal(unreadable, string.Join(", ", EnglishText.Read(text).Unreadable));

    [Fact]
    public void Read_HalfOfASurrogatePair_IsNamed() =>
        Assert.Equal(["U+D800"], EnglishText.Read("a\uD800b").Unreadable);

    [Fact]
    public void Read_AnyNumber_SaysIt() => Gen.Long[0, 999_999_999_999_999].Sample(number =>
        Assert.Equal(number, SpokenNumbers.Parse(Read($"{number:#,0}").Split(' '))));

    [Fact]
    public void Read_AnyCharacters_GivesWordsOfLettersOrNamesTheOthers() => Gen.String.Sample(text =>
    {
        var read = EnglishText.Read(text);

        Assert.Equal(read.Phrases.Count + 1, read.Marks.Count);
        Assert.All(read.Phrases, phrase => Assert.NotEmpty(phrase));
        Assert.All(read.Phrases.SelectMany(phrase => phrase), word => Assert.Matches("^'?[A-Za-z][A-Za-z'.-]*$", word));
        Assert.All(read.Unreadable, character => Assert.Contains("U+", character, StringComparison.Ordinal));
    });

    private static string Read(string text)
    {
        var read = EnglishText.Read(text);
        Assert.Empty(read.Unreadable);
        return string.Join(" | ", read.Phrases.Select(phrase => string.Join(' ', phrase)));
    }
}
