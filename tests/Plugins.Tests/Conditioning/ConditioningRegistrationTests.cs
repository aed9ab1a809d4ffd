using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Conditioning;

public sealed class ConditioningRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new ConditioningRegistration().Register(services);

        PartRegistration[] expected =
        [
            new("conditioning", "speaker", typeof(IConditioner), typeof(SpeakerConditioner), typeof(SpeakerOptions)),
            new("conditioning", "melstyle", typeof(IConditioner), typeof(MelStyleConditioner),
                typeof(MelStyleOptions)),
            new("conditioning", "emotion", typeof(IConditioner), typeof(EmotionConditioner), typeof(ConditionerOptions))
        ];
        Assert.Equal(expected, services.Select(service => service.ImplementationInstance).OfType<PartRegistration>());
        Assert.Equal(typeof(GradTtsSpeakerWeights), services.Last().ImplementationType);
        Assert.Equal(typeof(IForeignWeights), services.Last().ServiceType);
    }
}
