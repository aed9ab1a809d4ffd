using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Synthesis;
using Melange.Testing;

namespace Melange.Host.Tests.Synthesis;

/// <summary>Four target frames (ih, s, ih, t) and five reference frames of 10 ms.</summary>
public sealed class AttentionEditorTests
{
    private static readonly CorpusInventory Inventory = new(["_", "ih", "s", "t"], ["ann"], ["calm"]);

    [Fact]
    public void At_NoEdits_EditsNothing() => Assert.Null(Editor().At(0.5));

    [Fact]
    public void At_ScaleOfAPhoneme_ScalesItsFramesOnly()
    {
        using var scope = NewDisposeScope();

        var edit = Editor(new EditOptions { Phonemes = ["ih"], Scale = 2.5 }).At(0.5)!;

        TensorAssert.SameBits(tensor(new float[,] { { 2.5f, 1, 2.5f, 1 } }), edit.Scale!);
        Assert.Equal(new ReferenceLinks(null, null), edit.Links);
    }

    [Fact]
    public void At_TwoScalesOfOnePhoneme_MultiplyThem()
    {
        using var scope = NewDisposeScope();
        EditOptions[] edits = [new() { Phonemes = ["s", "t"], Scale = 3 }, new() { Phonemes = ["t"], Scale = -2 }];

        var edit = Editor(edits).At(0.5)!;

        TensorAssert.SameBits(tensor(new float[,] { { 1, 3, 1, -6 } }), edit.Scale!);
    }

    [Fact]
    public void At_ForcedSpan_LinksFramesThatBeginWithinIt()
    {
        using var scope = NewDisposeScope();
        var options = new EditOptions { Phonemes = ["s"], Link = LinkEdit.Force, From = 0.01, To = 0.03 };

        var edit = Editor(options).At(0.5)!;

        bool[,] expected =
        {
            { false, false, false, false, false }, { false, true, true, false, false },
            { false, false, false, false, false }, { false, false, false, false, false }
        };
        TensorAssert.SameBits(tensor(expected).unsqueeze(0), edit.Links!.Forced!);
        Assert.Null(edit.Links.Forbidden);
    }

    [Fact]
    public void At_ForcedTwice_TheLaterOneWins()
    {
        using var scope = NewDisposeScope();
        EditOptions[] edits =
        [
            new() { Phonemes = ["s", "t"], Link = LinkEdit.Force, From = 0, To = 0.02 },
            new() { Phonemes = ["t"], Link = LinkEdit.Force, From = 0.04, To = 1 }
        ];

        var forced = Editor(edits).At(0.5)!.Links!.Forced![0];

        TensorAssert.SameBits(tensor(new[] { true, true, false, false, false }), forced[1]);
        TensorAssert.SameBits(tensor(new[] { false, false, false, false, true }), forced[3]);
    }

    [Fact]
    public void At_ForbiddenTwice_ForbidsBothSpans()
    {
        using var scope = NewDisposeScope();
        EditOptions[] edits =
        [
            new() { Phonemes = ["t"], Link = LinkEdit.Forbid, From = 0, To = 0.01 },
            new() { Phonemes = ["t"], Link = LinkEdit.Forbid, From = 0.03, To = 1 }
        ];

        var links = Editor(edits).At(0.5)!.Links!;

        TensorAssert.SameBits(tensor(new[] { true, false, false, true, true }), links.Forbidden![0, 3]);
        Assert.False(links.Forbidden[0, 0].any().item<bool>());
        Assert.Null(links.Forced);
    }

    [Theory, InlineData(0.9, true), InlineData(0.7, true), InlineData(0.6, false), InlineData(0.1, false)]
    public void At_UntilAShare_IsOffAfterIt(double time, bool isOn)
    {
        using var scope = NewDisposeScope();

        var edit = Editor(new EditOptions { Phonemes = ["ih"], Scale = 2, Until = 0.4 }).At(time);

        Assert.Equal(isOn, edit is not null);
    }

    [Fact]
    public void At_Repeated_LeavesNoTensorBehind()
    {
        var editor = Editor(
            new EditOptions { Phonemes = ["s"], Link = LinkEdit.Force, To = 0.02, Scale = 2 },
            new EditOptions { Phonemes = ["s"], Link = LinkEdit.Forbid, To = 0.02 });

        TensorAssert.NoneLeftBehind(() =>
        {
            var edit = editor.At(1)!;
            foreach (var part in new[] { edit.Scale, edit.Links!.Forced, edit.Links.Forbidden })
                part!.Dispose();
        });
    }

    private static AttentionEditor Editor(params EditOptions[] edits) =>
        new(edits, new([1, 2, 1, 3], ReferenceFrames: 5, FrameRateHz: 100, Inventory, CPU));
}
