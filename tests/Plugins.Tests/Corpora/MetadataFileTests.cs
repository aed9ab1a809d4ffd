using System.Text;

namespace Melange.Plugins.Tests.Corpora;

public sealed class MetadataFileTests : IDisposable
{
    private readonly SmallCorpus corpus = new();

    public void Dispose() => corpus.Dispose();

    [Theory]
    [InlineData("id,text,speker,emotion\n",
        ":1: the header must be id,text,speaker,emotion, but was id,text,speker,emotion. Did you mean 'speaker'?")]
    [InlineData("id,text,speaker\n", ":1: the header must be id,text,speaker,emotion, but was id,text,speaker.")]
    [InlineData("id,text,speaker,emotion,\na,One two.,anna,sad,loud\n",
        ":1: the header must be id,text,speaker,emotion, but was id,text,speaker,emotion,.")]
    [InlineData("a,One two.,anna,sad\n",
        ":1: the header must be id,text,speaker,emotion, but was a,One two.,anna,sad.")]
    [InlineData("", ": must begin with the header id,text,speaker,emotion, but is empty.")]
    [InlineData("id,text,speaker,emotion\n", ": must list at least one utterance, but lists none.")]
    [InlineData("id,text,speaker,emotion\na,\"One",
        ":2: a field that begins with '\"' must end with one, but the file ends first.")]
    [InlineData("id,text,speaker,emotion\na,\"One\" two,anna,sad\n",
        ":2: a closing '\"' must be followed by a separator or a new line, but text follows.")]
    [InlineData("id,text,speaker,emotion\na,One \"two\",anna,sad\n",
        ":2: a field that has a '\"' in it must begin and end with one, but does not.")]
    [InlineData("id,text,speaker,emotion\na,,anna, \n",
        ":2: text must not be empty, but is.", ":2: emotion must not be empty, but is.")]
    [InlineData("id,text,speaker,emotion\n../a,One two.,anna,sad\n",
        ":2: id must be a file name without folder, but was '../a'.")]
    [InlineData("id,text,speaker,emotion\na,\"One\ntwo.\",x,sad\n\nc,x,y,z\na,x,y,z\n",
        ":6: id 'a' must be unique, but line 2 has it too.")]
    [InlineData("id,text,speaker,emotion\na,One, two.,anna,sad\n", ":2: a row must have 4 fields, but this one has 5.")]
    public void Read_BrokenMetadata_NamesItsLineAndTheRule(string text, params string[] expected)
    {
        corpus.Write("metadata.csv", text);

        var faults = corpus.Faults();

        Assert.Equal(expected.Select(message => "corpora/small/metadata.csv" + message), faults);
    }

    [Fact]
    public void Read_OtherEncoding_IsAFault()
    {
        corpus.Write("metadata.csv", [.. "id,t\r\nü"u8, 0xFC]);
        corpus.Write("held-out.txt", [0xFF, 0xFE, 0x41, 0x00, 0x00, 0xD8, 0x41, 0x00]);

        Assert.Equal(
            [
                "corpora/small/metadata.csv:2: must be UTF-8 text, but byte 8 is none.",
                "corpora/small/held-out.txt:1: must be UTF-16 text, but byte 6 is none."
            ],
            corpus.Faults());
    }

    [Theory, InlineData("utf-16"), InlineData("utf-16BE"), InlineData("utf-8")]
    public void Read_ByteOrderMark_SaysTheEncoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        corpus.Write("metadata.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(
            "id,text,speaker,emotion\na,Øne two.,anna,sad\nb,\"Three, four.\",bert,happy\nc,One two.,bert,happy\n")]);

        Assert.Equal("Øne two.", corpus.Read()[0].Text);
    }

    [Theory]
    [InlineData("PK\u0003\u0004",
        ": must be text, but is a ZIP archive, as Excel's workbooks are: save it as CSV UTF-8.")]
    [InlineData("id,text\nb\0", ":2: must be text, but has a zero in it, as UTF-16 without a byte order mark has.")]
    public void Read_WhatIsNoText_IsNamed(string text, string expected)
    {
        corpus.Write("metadata.csv", text);

        Assert.Equal(["corpora/small/metadata.csv" + expected], corpus.Faults());
    }

    // Excel in Germany, pandas without and with a name for its index, a table that is lined up, Excel's empty cells.
    [Theory]
    [InlineData("\uFEFFid;text;speaker;emotion\r\na;Eins, zwei.;anna;sad\r\nb;Three, four.;bert;happy\r\n")]
    [InlineData(",id,text,speaker,emotion\n0,a,\"Eins, zwei.\",anna,sad\n1,b,\"Three, four.\",bert,happy\n")]
    [InlineData("Unnamed: 0,emotion,id,text,speaker\n0,sad,a,\"Eins, zwei.\",anna\n7,happy,b,\"Three, four.\",bert\n")]
    [InlineData("ID\tText         \tSpeaker\tEmotion\na \tEins, zwei.\tanna\tsad\nb\tThree, four.\tbert\thappy")]
    [InlineData("id;text;speaker;emotion;;\na;Eins, zwei.;anna;sad;;\nb;Three, four.;bert;happy;;\n;;;;;\n")]
    public void Read_WhatSpreadsheetsAndPandasWrite_IsRead(string text)
    {
        corpus.Write("metadata.csv", text);

        var read = corpus.Read();

        Assert.Equal([("a", "Eins, zwei.", "anna", "sad"), ("b", "Three, four.", "bert", "happy")],
            read.Select(item => (item.Id, item.Text, item.Speaker, item.Emotion)));
    }

    [Fact]
    public void Read_FieldsInWhiteSpace_AreReadWithoutIt()
    {
        corpus.Write("metadata.csv",
            "id,text,speaker,emotion\na , One two. ,anna,sad\n"
                + "b,\"Three, four. \",bert,happy\nc,One two.,bert ,happy\n");

        var read = corpus.Read();

        Assert.Equal(["One two.", "Three, four.", "One two."], read.Select(item => item.Text));
        Assert.Equal(["anna", "bert", "bert"], read.Select(item => item.Speaker));
    }

    [Fact]
    public void Read_NamesThatOnlyCaseOrWhiteSpaceTellsApart_AreNamed()
    {
        corpus.Write("metadata.csv",
            "id,text,speaker,emotion\na,One two.,anna b,sad\nb,\"Three, four.\",Anna B,Sad\nc,One two.,annab,happy\n");

        Assert.Equal(
            [
                "corpora/small/metadata.csv:3: speaker 'Anna B' must be spelt 'anna b', as in line 2: "
                    + "only case or white space tells them apart.",
                "corpora/small/metadata.csv:4: speaker 'annab' must be spelt 'anna b', as in line 2: "
                    + "only case or white space tells them apart.",
                "corpora/small/metadata.csv:3: emotion 'Sad' must be spelt 'sad', as in line 2: "
                    + "only case or white space tells them apart."
            ],
            corpus.Faults());
    }
}
