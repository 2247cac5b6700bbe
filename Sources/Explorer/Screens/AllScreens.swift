extension Explorer {
    /// Every screen that one goes to, in the order of the help. A new screen is a file, and a line here.
    public static let screens: [any NamedScreen.Type] = [
        StepScreen.self,
        TableScreen.self,
        GradientsScreen.self,
        TriangleScreen.self,
        AttentionScreen.self,
        LessonCatalogue.self,
        TwinScreen.self,
        CompareScreen.self,
        TrainingScreen.self,
        CharactersScreen.self,
        ScanScreen.self,
        ExerciseCatalogue.self,
        HomeScreen.self,
    ]
}
